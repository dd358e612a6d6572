#include "khaldun/learn/weights_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <system_error>

#include "khaldun/learn/hash.h"

namespace khaldun {
namespace {

static_assert(std::endian::native == std::endian::little, "weights files are read in place");

constexpr std::string_view kMagic = "KHALDUNW";
constexpr std::size_t kHashedFrom = 32;  // magic, format, sections, size, hash
constexpr std::size_t kNameBytes = 24;
constexpr std::size_t kEntryBytes = kNameBytes + 16;
constexpr std::size_t kAlignment = 64;

template <class T>
T load(std::string_view bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

template <class T>
void store(std::string& bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

std::size_t aligned(std::size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

Error bad(std::string what, std::string file) {
  return Error{Fault::bad_format, std::move(what), std::move(file)};
}

}  // namespace

std::uint64_t hash_bytes(std::string_view bytes) {
  // Four lanes, so that the multiplications overlap.
  std::array<std::uint64_t, 4> lanes = {1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      lanes[lane] =
          (lanes[lane] ^ load<std::uint64_t>(bytes, at + 8 * lane)) * 0x9fb21c651e98df25ULL;
      lanes[lane] ^= lanes[lane] >> 32U;
    }
  }
  std::uint64_t hash = mix(bytes.size(), hash_text(bytes.substr(at)));
  for (const std::uint64_t lane : lanes) hash = mix(hash, lane);
  return hash;
}

std::string to_hex(std::uint64_t value) {
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4U) out[i] = "0123456789abcdef"[value & 15U];
  return out;
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return Error{Fault::not_found, "cannot be opened", path.string()};
  const std::streamoff size = in.tellg();
  if (size < 0) return Error{Fault::io, "cannot be read", path.string()};
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.seekg(0);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in) return Error{Fault::io, "cannot be read", path.string()};
  return bytes;
}

Result<Done> write_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path beside = path.string() + ".new";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return Error{Fault::io, "cannot be written", beside.string()};
  }
  std::error_code failed;
  std::filesystem::rename(beside, path, failed);
  if (failed) return Error{Fault::io, failed.message(), path.string()};
  return Done{};
}

Result<WeightsFile> WeightsFile::read(const std::filesystem::path& path, std::uint32_t format) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return Error{Fault::not_found, "cannot be opened", path.string()};
  struct stat about {};
  const bool sized = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
  const auto size = sized ? static_cast<std::size_t>(about.st_size) : 0;
  void* at = sized ? ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  ::close(file);
  if (at == MAP_FAILED) {  // empty, or no file that can be mapped
    KHALDUN_TRY(const std::string bytes, read_file(path));
    return parse(bytes, format, path.string());
  }
  WeightsFile out;
  out.owner_ = std::shared_ptr<const void>(at, [size](void* mapped) { ::munmap(mapped, size); });
  out.bytes_ = {static_cast<const char*>(at), size};
  out.file_ = path.string();
  KHALDUN_TRY([[maybe_unused]] const Done done, out.check(format));
  return out;
}

Result<WeightsFile> WeightsFile::parse(std::string_view bytes, std::uint32_t format,
                                       const std::string& file) {
  auto words = std::make_shared<std::vector<std::uint64_t>>((bytes.size() + 7) / 8);
  if (!bytes.empty()) std::memcpy(words->data(), bytes.data(), bytes.size());
  WeightsFile out;
  out.bytes_ = {static_cast<const char*>(static_cast<const void*>(words->data())), bytes.size()};
  out.owner_ = std::move(words);
  out.file_ = file;
  KHALDUN_TRY([[maybe_unused]] const Done done, out.check(format));
  return out;
}

Error WeightsFile::damaged(std::string_view name) const {
  return bad("section \"" + std::string(name) + "\" is missing or damaged; train the weights again",
             file_);
}

Result<Done> WeightsFile::check(std::uint32_t format) {
  const std::string_view all = bytes_;
  if (all.size() < kHashedFrom || all.substr(0, kMagic.size()) != kMagic) {
    return bad("not a weights file", file_);
  }
  const auto found = load<std::uint32_t>(all, 8);
  if (found != format) {
    return Error{Fault::unsupported,
                 "weights of format " + std::to_string(found) + ", this program reads format " +
                     std::to_string(format),
                 file_};
  }
  if (load<std::uint64_t>(all, 16) != all.size()) {
    return bad("weights file is cut or has bytes too many", file_);
  }
  hash_ = load<std::uint64_t>(all, 24);
  if (hash_bytes(all.substr(kHashedFrom)) != hash_) {
    return bad("weights file is damaged (checksum)", file_);
  }
  const std::uint64_t sections = load<std::uint32_t>(all, 12);
  if (kHashedFrom + sections * kEntryBytes > all.size()) {
    return bad("weights file is damaged (section list)", file_);
  }
  return Done{};
}

Result<std::string_view> WeightsFile::section(std::string_view name) const {
  const std::string_view all = bytes_;
  const std::size_t sections = load<std::uint32_t>(all, 12);
  for (std::size_t i = 0; i < sections; ++i) {
    const std::size_t entry = kHashedFrom + i * kEntryBytes;
    std::string_view key = all.substr(entry, kNameBytes);
    key = key.substr(0, key.find('\0'));
    if (key != name) continue;
    const auto offset = load<std::uint64_t>(all, entry + kNameBytes);
    const auto size = load<std::uint64_t>(all, entry + kNameBytes + 8);
    if (offset % kAlignment != 0 || offset > all.size() || size > all.size() - offset) break;
    return all.substr(offset, size);
  }
  return damaged(name);
}

void WeightsWriter::add(std::string_view name, std::string bytes) {
  sections_.emplace_back(std::string(name.substr(0, kNameBytes - 1)), std::move(bytes));
}

std::string WeightsWriter::finish(std::uint32_t format) const {
  std::string out(aligned(kHashedFrom + sections_.size() * kEntryBytes), '\0');
  std::memcpy(out.data(), kMagic.data(), kMagic.size());
  store(out, 8, format);
  store(out, 12, static_cast<std::uint32_t>(sections_.size()));
  std::size_t entry = kHashedFrom;
  for (const auto& [name, bytes] : sections_) {
    std::memcpy(out.data() + entry, name.data(), name.size());
    store(out, entry + kNameBytes, static_cast<std::uint64_t>(out.size()));
    store(out, entry + kNameBytes + 8, static_cast<std::uint64_t>(bytes.size()));
    entry += kEntryBytes;
    out += bytes;
    out.resize(aligned(out.size()));
  }
  store(out, 16, static_cast<std::uint64_t>(out.size()));
  store(out, 24, hash_bytes(std::string_view(out).substr(kHashedFrom)));
  return out;
}

}  // namespace khaldun
