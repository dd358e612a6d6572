#pragma once
#include <string>

#include "khaldun/khaldun.h"

namespace khaldun::app {

/// Appends one line of JSON with the layers between words and records: dates, places, attributions,
/// predicates with their factuality (-3 … 3). Offsets are code points of the text.
void write_layers(std::string& out, const TextLayers& layers, const Document& document);

}  // namespace khaldun::app
