#include <malloc.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <thread>

#include "app/khaldun/commands.h"
#include "app/khaldun/output.h"
#include "app/khaldun/serve_desk.h"
#include "app/khaldun/serve_pages.h"
#include "app/khaldun/serve_server.h"

namespace khaldun::app {
namespace {

constexpr int kPort = 8420, kPortsTried = 20;
constexpr std::size_t kShortestToken = 16;
/// The page needs nothing but what comes from here; pictures of its own drawings are made from blobs.
constexpr const char* kPolicy =
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// 128 bits of the system's randomness.
std::string made_up_token() {
  std::array<unsigned char, 16> bytes{};
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n = ::getrandom(bytes.data() + got, bytes.size() - got, 0);
    if (n > 0) got += static_cast<std::size_t>(n);
  }
  std::string out;
  for (unsigned byte : bytes) {
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return out;
}

/// Takes as long for a wrong word as for a right one.
bool same(std::string_view a, std::string_view b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size() && !b.empty(); ++i) difference |= a[i] == b[i % b.size()] ? 0U : 1U;
  return difference == 0;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.rfind("127.", 0) == 0;
}

/// "localhost:8420" → "localhost", "[::1]:8420" → "::1".
std::string_view without_port(std::string_view host) {
  if (!host.empty() && host.front() == '[') return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.rfind(':'));
}

/// Who may do what.
struct Guard {
  bool loopback = true;
  bool reading_needs_token = false;
  std::string token;

  [[nodiscard]] bool knows_token(const httplib::Request& request) const {
    return same(request.get_header_value("X-Khaldun-Token"), token);
  }
  /// Nothing, or why the request is refused.
  [[nodiscard]] std::optional<Answer> objection(const httplib::Request& request, bool writes) const {
    const std::string host = request.get_header_value("Host"), origin = request.get_header_value("Origin"),
                      site = request.get_header_value("Sec-Fetch-Site");
    // Another name for this machine would let a foreign page read (DNS rebinding).
    if (loopback && !is_loopback(without_port(host))) return refusal(421, "this server answers as localhost only");
    if (request.path.rfind("/api/", 0) != 0) return std::nullopt;
    if (!site.empty() && site != "same-origin" && site != "none") return refusal(403, "requests of other sites are refused");
    if (!origin.empty() && origin != "http://" + host) return refusal(403, "requests of other sites are refused");
    if ((writes || reading_needs_token) && !knows_token(request)) return refusal(403, "X-Khaldun-Token: the token is missing or wrong");
    const std::string type = request.get_header_value("Content-Type");
    if (request.method == "POST" && writes && type.rfind("application/json", 0) != 0) return refusal(415, "Content-Type: application/json is expected");
    return std::nullopt;
  }
};

Asked asked_of(const httplib::Request& request) {
  Asked asked;
  asked.method = request.method;
  asked.path = request.path;
  asked.body = request.body;
  for (const auto& [name, value] : request.params) asked.values.emplace(name, value);
  return asked;
}

void fill(httplib::Response& response, Answer answer) {
  response.status = answer.status;
  if (!answer.allow.empty()) response.set_header("Allow", answer.allow);
  response.set_header("Cache-Control", "no-store");
  response.set_content(std::move(answer.body), answer.type.c_str());
}

void give_page(const httplib::Request& request, httplib::Response& response, const Pages::Page& page) {
  const bool packs = request.get_header_value("X-Khaldun-Packing").find("gzip") != std::string::npos && !page.packed.empty();
  response.status = 200;
  response.set_header("Vary", "Accept-Encoding");
  response.set_header("Cache-Control", page.lasting ? "max-age=31536000, immutable" : "no-cache");
  if (packs) response.set_header("Content-Encoding", "gzip");
  response.set_content(packs ? page.packed : std::string(page.bytes), std::string(page.type).c_str());
}

/// The server of one desk: every request passes here.
void set_up(LimitedServer& server, Desk& desk, const Pages& pages, const Guard& guard) {
  using Outcome = httplib::Server::HandlerResponse;
  server.set_default_headers({{"Content-Security-Policy", kPolicy},
                              {"X-Content-Type-Options", "nosniff"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Opener-Policy", "same-origin"},
                              {"Cross-Origin-Resource-Policy", "same-origin"}});
  const auto answer = [&desk](const httplib::Request& request, httplib::Response& response) { fill(response, desk.answer(asked_of(request))); };
  server.set_pre_routing_handler([&, answer](const httplib::Request& request, httplib::Response& response) {
    const bool writes = Desk::writes(asked_of(request));
    if (auto objection = guard.objection(request, writes)) {
      fill(response, std::move(*objection));
      return Outcome::Handled;
    }
    if (writes) return Outcome::Unhandled;  // after its body is read
    if (request.path.rfind("/api/", 0) == 0) {
      answer(request, response);
      return Outcome::Handled;
    }
    const Pages::Page* page = pages.find(request.path);
    if (page == nullptr) {
      fill(response, refusal(404, "there is no such address"));
    } else if (request.method != "GET" && request.method != "HEAD") {
      Answer refused = refusal(405, "only GET is allowed here");
      refused.allow = "GET, HEAD";
      fill(response, std::move(refused));
    } else {
      give_page(request, response, *page);
    }
    return Outcome::Handled;
  });
  server.Post(".*", answer);
  server.Delete(".*", answer);
  server.set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
    fill(response, refusal(500, "the request failed"));
  });
  server.set_error_handler(httplib::Server::HandlerWithResponse([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) fill(response, refusal(response.status, "the request cannot be answered"));
    return Outcome::Handled;
  }));
}

/// Stops the server at Ctrl-C or SIGTERM. Make it before any other thread: they inherit the mask.
class Stopper {
 public:
  Stopper() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  Stopper(const Stopper&) = delete;
  Stopper& operator=(const Stopper&) = delete;
  ~Stopper() {
    if (!thread_.joinable()) return;
    ended_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);  // it may wait still
    thread_.join();
  }
  void watch(httplib::Server& server) {
    thread_ = std::thread([this, &server] {
      int signal = 0;
      sigwait(&signals_, &signal);
      // Before it runs, stop() would do nothing.
      while (!server.is_running() && !ended_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
      server.stop();
    });
  }

 private:
  sigset_t signals_{};
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

/// The port that it listens on; 0 if there is none.
int bind(LimitedServer& server, const Call& call, const std::string& host) {
  const auto asked = call.has("port") ? whole_number(call.value("port"), 0, 65535) : std::nullopt;
  if (asked && *asked == 0) return std::max(0, server.bind_to_any_port(host));
  if (asked) return server.bind_to_port(host, static_cast<int>(*asked)) ? static_cast<int>(*asked) : 0;
  for (int port = kPort; port < kPort + kPortsTried; ++port) {
    if (server.bind_to_port(host, port)) return port;
  }
  return 0;
}

/// "" if the flags fit together.
std::string fault_of(const Call& call, const std::string& host) {
  if (call.has("port") && !whole_number(call.value("port"), 0, 65535)) return "--port: \"" + call.value("port") + "\" is no number from 0 to 65535";
  if (call.has("token") && call.value("token").size() < kShortestToken) return "--token: 16 letters or more";
  if (!is_loopback(host) && !call.has("token")) {
    return "--host " + host +
           ": everybody who reaches that address could read all texts of the store and write into it; give --token TOKEN, which the page then "
           "asks for. The connection is not encrypted: use it in a network that you trust, or an SSH tunnel to 127.0.0.1 instead";
  }
  return {};
}

}  // namespace

int run_serve(const Call& call) {
  const std::string host = call.value("host", "127.0.0.1");
  if (const std::string fault = fault_of(call, host); !fault.empty()) {
    say(fault);
    return exit_usage;
  }
  ::mallopt(M_ARENA_MAX, 4);  // a heap for each of many threads would hold memory that nobody uses
  Stopper stopper;
  auto desk = Desk::open(call);
  if (!desk) {
    say(desk.error().text());
    return call.has("store") ? exit_failure : exit_usage;
  }
  const Pages pages;
  Guard guard;
  guard.loopback = is_loopback(host);
  guard.reading_needs_token = call.has("token");
  guard.token = call.has("token") ? call.value("token") : made_up_token();
  LimitedServer server({});
  set_up(server, *desk.value(), pages, guard);
  const int port = bind(server, call, host);
  if (port == 0) {
    say(host + (call.has("port") ? ":" + call.value("port") : std::string()) + ": cannot listen there; try another --port");
    return exit_failure;
  }
  const bool six = host.find(':') != std::string::npos;
  print("Khaldun is at http://" + (six ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/#token=" + guard.token +
        "\nCtrl-C stops it." + (Pages::full() ? "" : " This is the plain page; docs/serve.md says how to get the full one.") + "\n");
  desk.value()->warm();
  stopper.watch(server);
  const bool ran = server.listen_after_bind();
  desk.value()->stop();
  if (!ran) say("the server stopped");
  return exit_done;
}

}  // namespace khaldun::app
