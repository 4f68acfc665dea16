// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/runs/group_place.h"
#include "models/layers/tensors.h"
#include "models/train/family.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// Processes, also on several machines, that train one network together: each takes its share of
/// every batch, and gradients are added up (data parallelism) over libtorch's Gloo. All of them
/// make the same calls in the same order. If one of them is lost, calls throw an exception that
/// says so: at once if it ended, after ten minutes if its machine no longer answers. Used on the
/// training thread.
class ProcessGroup {
  public:
    /// Waits until all have joined, at most ten minutes. Errors: TrainingFailed.
    static Result<std::unique_ptr<ProcessGroup>> join(const GroupPlace& place);
    ~ProcessGroup();
    ProcessGroup(const ProcessGroup&) = delete;
    ProcessGroup& operator=(const ProcessGroup&) = delete;

    [[nodiscard]] int rank() const { return m_place.rank; }
    [[nodiscard]] int size() const { return m_place.size; }
    [[nodiscard]] bool isFirst() const { return m_place.isFirst(); }

    /// The part of a batch for this process; it may be empty.
    template <class Item>
    [[nodiscard]] std::span<const Item> shareOf(std::span<const Item> batch) const {
        const auto bound = [&](int rank) {
            return batch.size() * static_cast<std::size_t>(rank) / static_cast<std::size_t>(size());
        };
        return batch.subspan(bound(rank()), bound(rank() + 1) - bound(rank()));
    }

    /// Turns the loss of this process's share, after its gradients were computed as those of a sum
    /// over StepLoss::items, into that of the whole batch: gradients become those of the mean over
    /// all items, sums and weights those of all processes. A parameter without gradients in any
    /// process keeps none.
    void addUp(const NamedTensors& parameters, StepLoss& loss);
    /// The sums over all processes.
    [[nodiscard]] std::vector<double> sumOf(const std::vector<double>& values);
    /// True if it is in any process.
    [[nodiscard]] bool isAny(bool isHere) { return sumOf({isHere ? 1.0 : 0.0}).front() > 0.0; }
    /// The bytes of the first process; those of the others are ignored.
    [[nodiscard]] Bytes fromFirst(Bytes bytes);

  private:
    struct Connection;
    ProcessGroup(const GroupPlace& place, std::unique_ptr<Connection> connection);

    const GroupPlace m_place;
    const std::unique_ptr<Connection> m_connection;
};

/// The whole batch where there is no group.
template <class Item>
[[nodiscard]] std::span<const Item> shareOf(std::span<const Item> batch,
                                            const ProcessGroup* group) {
    return group == nullptr ? batch : group->shareOf(batch);
}

} // namespace leitmotif
