// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/process_group.h"

#include <future>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace leitmotif {
namespace {

int freePort() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof own;
    EXPECT_EQ(::bind(socket, reinterpret_cast<sockaddr*>(&own), length), 0);
    EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &length), 0);
    ::close(socket);
    return ntohs(own.sin_port);
}

/// Calls `work` in each of `size` groups, each on a thread of its own.
template <class Work>
void together(int size, const Work& work) {
    const int port = freePort();
    std::vector<std::future<void>> threads;
    for (int rank = 0; rank < size; ++rank)
        threads.push_back(std::async(std::launch::async, [&work, size, rank, port] {
            const auto group = ProcessGroup::join({rank, size, "127.0.0.1", port});
            ASSERT_TRUE(group) << describe(group.error());
            work(**group);
        }));
    for (auto& thread : threads)
        thread.get();
}

TEST(ProcessGroup, SharesAreTheWholeBatchInOrder) {
    const std::vector<int> batch = {1, 2, 3, 4, 5, 6, 7};
    std::vector<std::vector<int>> shares(3);
    together(3, [&](ProcessGroup& group) {
        const auto share = group.shareOf(std::span(batch));
        shares[static_cast<std::size_t>(group.rank())] = {share.begin(), share.end()};
        EXPECT_LE(group.shareOf(std::span(batch).first(1)).size(), 1U);
    });
    std::vector<int> all;
    for (const auto& share : shares) {
        EXPECT_GE(share.size(), 2U);
        all.insert(all.end(), share.begin(), share.end());
    }
    EXPECT_EQ(all, batch);
}

TEST(ProcessGroup, GradientsAreThoseOfTheMeanOverAllItems) {
    together(3, [](ProcessGroup& group) {
        const auto rank = static_cast<float>(group.rank());
        const auto all = torch::ones({2, 3}).requires_grad_();
        const auto large = torch::ones({5 << 20}).requires_grad_(); // more than a bucket
        const auto one = torch::ones({4}).requires_grad_();         // of one process alone
        const auto none = torch::ones({2}).requires_grad_();
        auto sum = (all * (rank + 1.0F)).sum() + (large * rank).sum();
        if (group.rank() == 1)
            sum = sum + (one * 6.0F).sum();
        sum.backward();
        StepLoss loss{sum, 10.0 * rank, 1.0 + rank, 2.0};
        group.addUp({{"all", all}, {"large", large}, {"one", one}, {"none", none}}, loss);
        EXPECT_EQ(loss.sum, 30.0);
        EXPECT_EQ(loss.weight, 6.0);
        EXPECT_EQ(loss.items, 6.0);
        EXPECT_TRUE(torch::allclose(all.grad(), torch::ones({2, 3}))); // (1 + 2 + 3) / 6
        EXPECT_TRUE(torch::allclose(large.grad(), 0.5F * torch::ones({5 << 20})));
        EXPECT_TRUE(torch::allclose(one.grad(), torch::ones({4})));
        EXPECT_FALSE(none.grad().defined());
    });
}

TEST(ProcessGroup, BytesAndSumsAreTheSameEverywhere) {
    together(2, [](ProcessGroup& group) {
        EXPECT_EQ(group.fromFirst(group.isFirst() ? Bytes{1, 2, 3} : Bytes{9}), (Bytes{1, 2, 3}));
        EXPECT_TRUE(group.fromFirst({}).empty());
        EXPECT_EQ(group.sumOf({1.5, group.isFirst() ? 1.0 : 2.0}), (std::vector<double>{3.0, 3.0}));
        EXPECT_TRUE(group.isAny(!group.isFirst()));
        EXPECT_FALSE(group.isAny(false));
    });
}

TEST(ProcessGroup, ALostProcessIsSaidSo) {
    together(2, [](ProcessGroup& group) {
        if (!group.isFirst())
            return; // it ends
        try {
            (void)group.isAny(true);
            FAIL();
        } catch (const std::exception& exception) {
            EXPECT_NE(std::string(exception.what()).find("2 processes that train together"),
                      std::string::npos)
                << exception.what();
        }
    });
}

} // namespace
} // namespace leitmotif
