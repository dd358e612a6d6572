import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { takeToken } from './lib/api';

takeToken();
mount(App, { target: document.getElementById('app')! });
