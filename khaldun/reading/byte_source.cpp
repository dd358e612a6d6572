#include "khaldun/reading/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace khaldun {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

Error system_error(std::string_view doing) {
  const Fault fault = errno == ENOENT ? Fault::not_found : Fault::io;
  return Error{fault, std::string(doing) + ": " + std::generic_category().message(errno), "", 0, 0};
}

}  // namespace

Result<ByteSource> ByteSource::open(const std::string& path) {
  ByteSource source;
  if (path == "-") {
    source.descriptor_ = STDIN_FILENO;
    return source;
  }
  source.descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (source.descriptor_ < 0) return system_error("cannot open");
  struct stat about {};
  if (::fstat(source.descriptor_, &about) != 0) return system_error("cannot open");
  if (S_ISREG(about.st_mode)) source.size_ = static_cast<std::uint64_t>(about.st_size);
  return source;
}

ByteSource ByteSource::of(std::string_view bytes) {
  ByteSource source;
  source.view_ = bytes;
  return source;
}

ByteSource ByteSource::of(std::string&& bytes) {
  ByteSource source;
  source.buffer_ = std::move(bytes);
  return source;
}

ByteSource::ByteSource(ByteSource&& other) noexcept
    : buffer_(std::move(other.buffer_)),
      view_(other.view_),
      begin_(other.begin_),
      offset_(other.offset_),
      size_(other.size_),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

ByteSource& ByteSource::operator=(ByteSource&& other) noexcept {
  if (this == &other) return *this;
  close();
  buffer_ = std::move(other.buffer_);
  view_ = other.view_;
  begin_ = other.begin_;
  offset_ = other.offset_;
  size_ = other.size_;
  descriptor_ = std::exchange(other.descriptor_, -1);
  return *this;
}

ByteSource::~ByteSource() { close(); }

void ByteSource::close() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  descriptor_ = -1;
}

std::string_view ByteSource::window() const {
  return (view_.data() != nullptr ? view_ : std::string_view(buffer_)).substr(begin_);
}

Result<bool> ByteSource::more() {
  if (descriptor_ < 0) return false;
  buffer_.erase(0, std::exchange(begin_, 0));
  const std::size_t held = buffer_.size();
  // One byte beyond a plain file, so that the read that finds the end does not double the buffer.
  const std::uint64_t left = size_ > offset_ + held ? size_ - offset_ - held : 1;
  const std::size_t wanted = std::min<std::uint64_t>(
      std::max(kChunk, held), size_ != 0 ? std::max(left, std::uint64_t{kChunk}) : SIZE_MAX);
  buffer_.resize(held + wanted);
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, buffer_.data() + held, wanted);
  } while (got < 0 && errno == EINTR);
  buffer_.resize(held + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got > 0) return true;
  const Error error = system_error("cannot read");
  close();
  if (got < 0) return error;
  return false;
}

void ByteSource::drop(std::size_t bytes) {
  begin_ += bytes;
  offset_ += bytes;
}

Result<bool> ByteSource::read_all(std::uint64_t limit) {
  if (size_ > offset_ && size_ - offset_ > limit) return false;
  if (size_ > offset_) buffer_.reserve(begin_ + static_cast<std::size_t>(size_ - offset_) + kChunk);
  while (window().size() <= limit) {
    KHALDUN_TRY(const bool grew, more());
    if (!grew) return true;
  }
  return false;
}

}  // namespace khaldun
