#include "app/khaldun/serve_server.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/khaldun/store_of.h"

namespace khaldun::app {
namespace {

using Clock = std::chrono::steady_clock;

/// How often a connection that waits looks whether the server stops.
constexpr std::chrono::milliseconds kGlance{200};

/// Set while the thread that accepts has to answer itself, because all others are taken.
thread_local bool overloaded = false;

bool wait_until(socket_t sock, short what, Clock::time_point end) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    pollfd look{sock, what, 0};
    const int ready = ::poll(&look, 1, static_cast<int>(std::min<long>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

/// All of `bytes`, or false.
bool send_all(socket_t sock, std::string_view bytes, Clock::time_point end) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(sock, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
      continue;
    }
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK) return false;
    if (!wait_until(sock, POLLOUT, end)) return false;
  }
  return true;
}

/// An answer without httplib, for requests that it shall not see.
void refuse(socket_t sock, std::string_view status) {
  const std::string body = "{\"error\":\"" + std::string(status.substr(4)) + "\"}\n";
  const std::string answer = "HTTP/1.1 " + std::string(status) +
                             "\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\nConnection: "
                             "close\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n" + body;
  static_cast<void>(send_all(sock, answer, Clock::now() + std::chrono::seconds(1)));
}

/// Reads away what the other side still sends, so that the answer is not lost in a reset.
void part(socket_t sock, std::chrono::milliseconds time) {
  ::shutdown(sock, SHUT_WR);
  std::array<char, 16384> waste{};
  const auto end = Clock::now() + time;
  while (wait_until(sock, POLLIN, end)) {
    const ssize_t n = ::recv(sock, waste.data(), waste.size(), MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) break;
  }
}

/// What the server has to know of a request before it gives it to httplib.
struct Head {
  bool fetches = false;  ///< GET or HEAD
  bool body = false;     ///< has or may have one
  bool odd = false;      ///< a body in pieces or packed, or two lengths
  std::optional<std::size_t> length;
};

void read_field(std::string_view name, std::string_view value, Head& head) {
  const std::string key = lower(name);
  if (key == "transfer-encoding" || key == "content-encoding") head.odd = head.body = true;
  if (key != "content-length") return;
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  std::size_t length = 0;
  const auto done = std::from_chars(value.data(), value.data() + value.size(), length);
  if (done.ec != std::errc() || done.ptr != value.data() + value.size() || head.length) head.odd = true;
  head.length = length;
  head.body = head.body || length > 0;
}

Head head_of(std::string_view bytes) {
  Head head;
  head.fetches = bytes.rfind("GET ", 0) == 0 || bytes.rfind("HEAD ", 0) == 0;
  std::size_t at = bytes.find("\r\n");
  while (at != std::string_view::npos && at + 2 < bytes.size()) {
    const std::size_t end = bytes.find("\r\n", at + 2);
    const std::string_view line = bytes.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) read_field(line.substr(0, colon), line.substr(colon + 1), head);
    at = end;
  }
  return head;
}

/// One request and its answer: the head that was read before, then the socket, until the deadline.
class Exchange : public httplib::Stream {
 public:
  Exchange(socket_t sock, std::string head, std::string& rest, std::chrono::milliseconds time)
      : sock_(sock), head_(std::move(head)), rest_(rest), time_(time), read_end_(Clock::now() + time) {}

  [[nodiscard]] bool is_readable() const override { return at_ < head_.size() || !rest_.empty() || wait_until(sock_, POLLIN, read_end_); }
  [[nodiscard]] bool is_writable() const override { return wait_until(sock_, POLLOUT, Clock::now() + time_); }
  ssize_t read(char* to, std::size_t size) override {
    if (at_ < head_.size()) return take(head_, at_, to, size);
    if (!rest_.empty()) {
      std::size_t from = 0;
      const ssize_t n = take(rest_, from, to, size);
      rest_.erase(0, from);
      return n;
    }
    for (;;) {
      if (!wait_until(sock_, POLLIN, read_end_)) return -1;
      const ssize_t n = ::recv(sock_, to, size, MSG_DONTWAIT);
      if (n >= 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) return n;
    }
  }
  ssize_t write(const char* from, std::size_t size) override {
    if (!write_end_) write_end_ = Clock::now() + time_;
    return send_all(sock_, {from, size}, *write_end_) ? static_cast<ssize_t>(size) : -1;
  }
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override { ip = "", port = 0; }
  void get_local_ip_and_port(std::string& ip, int& port) const override { ip = "", port = 0; }
  [[nodiscard]] socket_t socket() const override { return sock_; }

 private:
  static ssize_t take(const std::string& from, std::size_t& at, char* to, std::size_t size) {
    const std::size_t n = std::min(size, from.size() - at);
    std::copy_n(from.data() + at, n, to);
    at += n;
    return static_cast<ssize_t>(n);
  }
  socket_t sock_;
  std::string head_;
  std::size_t at_ = 0;
  std::string& rest_;  ///< read from the socket beyond the head
  std::chrono::milliseconds time_;
  Clock::time_point read_end_;
  std::optional<Clock::time_point> write_end_;
};

enum class Arrival : std::uint8_t { complete, gone, slow, large };

/// Reads into `bytes` until the empty line that ends the head; `size`: of the head with it.
Arrival read_head(socket_t sock, const ServeLimits& limits, std::string& bytes, std::size_t& size) {
  const auto end = Clock::now() + limits.header_time;
  std::array<char, 8192> piece{};
  for (std::size_t seen = 0;;) {
    const std::size_t at = bytes.find("\r\n\r\n", seen);
    if (at != std::string::npos && at + 4 <= limits.header_bytes) {
      size = at + 4;
      return Arrival::complete;
    }
    if (bytes.size() >= limits.header_bytes) return Arrival::large;
    seen = bytes.size() < 3 ? 0 : bytes.size() - 3;
    if (!wait_until(sock, POLLIN, end)) return Arrival::slow;
    const ssize_t n = ::recv(sock, piece.data(), piece.size(), MSG_DONTWAIT);
    if (n == 0) return Arrival::gone;
    if (n < 0 && errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) return Arrival::gone;
    if (n > 0) bytes.append(piece.data(), static_cast<std::size_t>(n));
  }
}

std::string_view fault_of(const Head& head, const ServeLimits& limits) {
  if (head.odd) return "411 a body needs its length and must not be packed";
  if (head.length && *head.length > limits.body_bytes) return "413 the body is too large";
  if (head.fetches && head.body) return "400 a request that fetches has no body";
  return {};
}

}  // namespace

/// A thread for each connection, up to the limit.
class LimitedServer::Queue : public httplib::TaskQueue {
 public:
  explicit Queue(std::size_t most) : most_(most) {
    for (std::size_t i = 0; i < most; ++i) threads_.emplace_back([this] { work(); });
  }
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() override = default;

  void enqueue(std::function<void()> task) override {
    bool room = false;
    {
      const std::scoped_lock lock(mutex_);
      room = taken_ < most_;
      if (room) {
        ++taken_;
        tasks_.push_back(std::move(task));
      }
    }
    if (room) return ready_.notify_one();
    overloaded = true;
    task();
    overloaded = false;
  }
  void shutdown() override {
    {
      const std::scoped_lock lock(mutex_);
      last_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [this] { return last_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
      const std::scoped_lock lock(mutex_);
      --taken_;
    }
  }
  std::size_t most_, taken_ = 0;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool last_ = false;
};

LimitedServer::LimitedServer(ServeLimits limits) : limits_(limits) {
  set_payload_max_length(limits.body_bytes);
  set_tcp_nodelay(true);
  set_keep_alive_max_count(1'000'000);  // named in answers; the limits count
  // Without SO_REUSEPORT, which httplib sets: two servers on one port would share its visitors.
  set_socket_options([](socket_t sock) {
    const int yes = 1;
    ::setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  new_task_queue = [most = limits.connections] { return new Queue(most); };  // httplib owns it
}

bool LimitedServer::process_and_close_socket(socket_t sock) {
  if (overloaded) {
    refuse(sock, "503 too many connections");
  } else {
    talk(sock);
  }
  part(sock, std::chrono::milliseconds(overloaded ? 20 : 1000));
  ::close(sock);
  return true;
}

bool LimitedServer::wait_for_request(socket_t sock) const {
  const auto end = Clock::now() + limits_.idle_time;
  while (svr_sock_ != INVALID_SOCKET && Clock::now() < end) {
    if (wait_until(sock, POLLIN, std::min(end, Clock::now() + kGlance))) return true;
  }
  return false;
}

void LimitedServer::talk(socket_t sock) {
  std::string bytes;
  for (bool last = false; !last;) {
    if (bytes.empty() && !wait_for_request(sock)) return;
    std::size_t size = 0;
    const Arrival arrival = read_head(sock, limits_, bytes, size);
    if (arrival == Arrival::gone) return;
    if (arrival == Arrival::slow) return refuse(sock, "408 the request took too long");
    if (arrival == Arrival::large) return refuse(sock, "431 the head of the request is too large");
    const Head head = head_of(std::string_view(bytes).substr(0, size));
    if (const auto fault = fault_of(head, limits_); !fault.empty()) return refuse(sock, fault);
    std::string taken = bytes.substr(0, size);
    bytes.erase(0, size);
    Exchange exchange(sock, std::move(taken), bytes, limits_.body_time);
    // A body may be left unread by a refusal: the connection ends there.
    last = !head.fetches || svr_sock_ == INVALID_SOCKET;
    bool asked_to_close = false;
    // What httplib would do about packing and pieces of an answer is not wanted: its packing is slow, pieces are never asked for.
    const bool done = process_request(exchange, last, asked_to_close, [](httplib::Request& request) {
      request.headers.erase("X-Khaldun-Packing");
      request.headers.emplace("X-Khaldun-Packing", request.get_header_value("Accept-Encoding"));
      request.headers.erase("Accept-Encoding");
      request.headers.erase("Range");
      request.ranges.clear();
    });
    last = last || asked_to_close || !done;
  }
}

}  // namespace khaldun::app
