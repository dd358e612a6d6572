#include "app/khaldun/serve_pages.h"

#include <zlib.h>

#include <array>
#include <utility>

#include "khaldun_pages.h"

namespace khaldun::app {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes = {
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".json", "application/json"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".ico", "image/x-icon"},
     {".txt", "text/plain; charset=utf-8"}}};

std::string_view type_of(std::string_view path) {
  for (const auto& [end, type] : kTypes) {
    if (path.size() > end.size() && path.substr(path.size() - end.size()) == end) return type;
  }
  return "application/octet-stream";
}

}  // namespace

std::string packed(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;  // the largest window, with a gzip head
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

Pages::Pages() {
  for (const auto& file : built_in_pages()) {
    Page page;
    page.bytes = {file.begin, static_cast<std::size_t>(file.end - file.begin)};
    page.type = type_of(file.path);
    page.lasting = file.path.rfind("/assets/", 0) == 0;
    page.packed = packed(page.bytes, 9);
    if (page.packed.size() >= page.bytes.size()) page.packed.clear();
    if (file.path == "/index.html") pages_.emplace("/", page);
    pages_.emplace(std::string(file.path), std::move(page));
  }
}

const Pages::Page* Pages::find(std::string_view path) const {
  const auto at = pages_.find(path);
  return at == pages_.end() ? nullptr : &at->second;
}

bool Pages::full() { return built_in_full_page(); }

}  // namespace khaldun::app
