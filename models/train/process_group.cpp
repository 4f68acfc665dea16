// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/process_group.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <torch/torch.h>

#ifdef LEITMOTIF_GLOO
#define USE_C10D_GLOO
#include <arpa/inet.h>
#include <cstring>
#include <netdb.h>
#include <sys/socket.h>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <unistd.h>
#endif

namespace leitmotif {

#ifdef LEITMOTIF_GLOO

namespace {

constexpr std::chrono::minutes kTimeout{10};
constexpr std::int64_t kBucket = 4 << 20; // parameters whose gradients are sent together

/// The address of this machine by which it reaches another one; empty if it cannot.
std::string ownAddressTowards(const GroupPlace& place) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_DGRAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(place.address.c_str(), std::to_string(place.port).c_str(), &hints, &found) !=
        0)
        return {};
    std::string address;
    for (const addrinfo* one = found; one != nullptr && address.empty(); one = one->ai_next) {
        const int socket = ::socket(one->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_storage own{};
        socklen_t length = sizeof own;
        char text[NI_MAXHOST] = {};
        if (socket >= 0 && ::connect(socket, one->ai_addr, one->ai_addrlen) == 0 &&
            ::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &length) == 0 &&
            ::getnameinfo(reinterpret_cast<sockaddr*>(&own), length, text, sizeof text, nullptr, 0,
                          NI_NUMERICHOST) == 0)
            address = text;
        if (socket >= 0)
            ::close(socket);
    }
    ::freeaddrinfo(found);
    return address;
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

} // namespace

struct ProcessGroup::Connection {
    c10::intrusive_ptr<c10d::TCPStore> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> group;

    void addUp(torch::Tensor tensor) const {
        std::vector<torch::Tensor> tensors = {std::move(tensor)};
        group->allreduce(tensors)->wait();
    }
    /// Replaces gradients by their sums over all processes, divided by `items`.
    void average(std::vector<torch::Tensor>& gradients, double items) const {
        std::vector<torch::Tensor> parts;
        for (const auto& gradient : gradients)
            parts.push_back(gradient.reshape({-1}).to(torch::kCPU, torch::kFloat32));
        auto bucket = torch::cat(parts);
        addUp(bucket);
        bucket.div_(items);
        std::int64_t place = 0;
        for (auto& gradient : gradients) {
            gradient.copy_(bucket.narrow(0, place, gradient.numel()).view_as(gradient));
            place += gradient.numel();
        }
    }
    void fromFirst(torch::Tensor tensor) const {
        std::vector<torch::Tensor> tensors = {std::move(tensor)};
        group->broadcast(tensors)->wait();
    }
};

namespace {

/// Calls the network; whatever it throws means that a process was lost.
template <class Call>
void together(const GroupPlace& place, const Call& call) {
    try {
        call();
    } catch (const std::exception& exception) {
        throw std::runtime_error("another one of the " + std::to_string(place.size) +
                                 " processes that train together ended or cannot be reached (" +
                                 firstLine(exception.what()) +
                                 "); start all of them again to go on from the last checkpoint");
    }
}

} // namespace

Result<std::unique_ptr<ProcessGroup>> ProcessGroup::join(const GroupPlace& place) {
    try {
        auto connection = std::make_unique<Connection>();
        c10d::TCPStoreOptions meeting;
        meeting.port = static_cast<std::uint16_t>(place.port);
        meeting.isServer = place.isFirst();
        meeting.numWorkers = place.size;
        meeting.timeout = kTimeout;
        connection->store = c10::make_intrusive<c10d::TCPStore>(place.address, meeting);
        auto options = c10d::ProcessGroupGloo::Options::create();
        options->timeout = kTimeout;
        options->devices.push_back(
            c10d::ProcessGroupGloo::createDeviceForHostname(ownAddressTowards(place)));
        connection->group = c10::make_intrusive<c10d::ProcessGroupGloo>(
            connection->store, place.rank, place.size, options);
        return std::unique_ptr<ProcessGroup>(new ProcessGroup(place, std::move(connection)));
    } catch (const std::exception& exception) {
        return Error{ErrorCode::TrainingFailed,
                     {"process " + std::to_string(place.rank) + " of " +
                      std::to_string(place.size) + " did not meet the others at " + place.address +
                      " port " + std::to_string(place.port) + " (" + firstLine(exception.what()) +
                      ")"}};
    }
}

void ProcessGroup::addUp(const NamedTensors& parameters, StepLoss& loss) {
    const torch::NoGradGuard noGradients;
    // First the sums of the loss, and which parameters have gradients.
    auto tail = torch::zeros({static_cast<std::int64_t>(parameters.size()) + 3}, torch::kFloat64);
    auto* const numbers = tail.data_ptr<double>();
    numbers[0] = loss.sum;
    numbers[1] = loss.weight;
    numbers[2] = loss.items;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        numbers[3 + i] = parameters[i].second.grad().defined() ? 1.0 : 0.0;
    together(m_place, [&] { m_connection->addUp(tail); });
    loss.sum = numbers[0];
    loss.weight = numbers[1];
    loss.items = numbers[2];
    std::vector<torch::Tensor> bucket;
    std::int64_t elements = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        torch::Tensor parameter = parameters[i].second;
        if (numbers[3 + i] == 0.0)
            continue;
        if (!parameter.grad().defined())
            parameter.mutable_grad() = torch::zeros_like(parameter);
        bucket.push_back(parameter.grad());
        elements += parameter.numel();
        if (elements < kBucket)
            continue;
        together(m_place, [&] { m_connection->average(bucket, loss.items); });
        bucket.clear();
        elements = 0;
    }
    if (!bucket.empty())
        together(m_place, [&] { m_connection->average(bucket, loss.items); });
}

std::vector<double> ProcessGroup::sumOf(const std::vector<double>& values) {
    auto tensor = torch::tensor(values, torch::kFloat64);
    together(m_place, [&] { m_connection->addUp(tensor); });
    const auto* const numbers = tensor.data_ptr<double>();
    return {numbers, numbers + values.size()};
}

Bytes ProcessGroup::fromFirst(Bytes bytes) {
    auto size = torch::tensor({static_cast<std::int64_t>(bytes.size())}, torch::kInt64);
    together(m_place, [&] { m_connection->fromFirst(size); });
    bytes.resize(static_cast<std::size_t>(size.item<std::int64_t>()));
    if (bytes.empty())
        return bytes;
    const auto tensor =
        torch::from_blob(bytes.data(), {static_cast<std::int64_t>(bytes.size())}, torch::kUInt8);
    together(m_place, [&] { m_connection->fromFirst(tensor); });
    return bytes;
}

#else // without Gloo there are no groups

struct ProcessGroup::Connection {};

Result<std::unique_ptr<ProcessGroup>> ProcessGroup::join(const GroupPlace& /*place*/) {
    return Error{ErrorCode::TrainingFailed,
                 {"this build cannot train in several processes; build it again with Gloo "
                  "(libgloo-dev)"}};
}

void ProcessGroup::addUp(const NamedTensors& /*parameters*/, StepLoss& /*loss*/) {}

std::vector<double> ProcessGroup::sumOf(const std::vector<double>& values) {
    return values;
}

Bytes ProcessGroup::fromFirst(Bytes bytes) {
    return bytes;
}

#endif

ProcessGroup::ProcessGroup(const GroupPlace& place, std::unique_ptr<Connection> connection)
    : m_place(place), m_connection(std::move(connection)) {}

ProcessGroup::~ProcessGroup() = default;

} // namespace leitmotif
