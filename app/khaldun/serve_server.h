#pragma once
#include <httplib.h>

#include <atomic>
#include <chrono>
#include <cstddef>

namespace khaldun::app {

/// What a client of the page may take of time and room.
struct ServeLimits {
  std::size_t connections = 64;  ///< at once; further ones are told 503
  std::size_t header_bytes = std::size_t{32} << 10;
  std::size_t body_bytes = std::size_t{64} << 20;
  std::chrono::milliseconds header_time{10'000};  ///< from the first byte of a request to its empty line, else 408
  std::chrono::milliseconds body_time{60'000};    ///< for reading the body and writing the answer, each
  std::chrono::milliseconds idle_time{5'000};     ///< between two requests of a connection
};

/// httplib's server with deadlines for whole requests (its own time limits start again with each byte) and a limit on
/// connections. Requests without a plain Content-Length body are refused before anything is read of them.
class LimitedServer : public httplib::Server {
 public:
  explicit LimitedServer(ServeLimits limits);

 private:
  class Queue;
  bool process_and_close_socket(socket_t sock) override;
  void talk(socket_t sock);
  [[nodiscard]] bool wait_for_request(socket_t sock) const;

  ServeLimits limits_;
};

}  // namespace khaldun::app
