// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/compute/kept_memory.h"

#include <c10/core/CPUAllocator.h>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <unordered_map>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace leitmotif {

namespace {

constexpr std::size_t kLarge = std::size_t{1} << 18;    // smaller ones are left to malloc
constexpr std::size_t kMostKept = std::size_t{1} << 30; // unused bytes
constexpr std::size_t kPage = std::size_t{1} << 21;     // a huge page

/// Overrides functions of c10::Allocator, whose constness differs between versions.
class KeepingAllocator : public c10::Allocator {
  public:
    static KeepingAllocator& instance() {
        static auto* allocator = new KeepingAllocator; // arrays may outlive static objects
        return *allocator;
    }

    c10::DataPtr allocate(std::size_t size) const { return instance().take(size); }
    c10::DataPtr allocate(std::size_t size) { return take(size); }
    c10::DeleterFnPtr raw_deleter() const override { return &letGo; }
    void copy_data(void* to, const void* from, std::size_t size) const {
        std::memcpy(to, from, size);
    }

    void freeAll() {
        const std::lock_guard lock(m_mutex);
        for (const auto& [size, block] : m_kept)
            std::free(block);
        m_kept.clear();
        m_keptBytes = 0;
    }

  private:
    c10::DataPtr take(std::size_t size) {
        if (size < kLarge)
            return m_base->allocate(size);
        void* const block = blockFor(size);
        return {block, block, &letGo, c10::Device(c10::DeviceType::CPU)};
    }

    void* blockFor(std::size_t size) {
        const std::lock_guard lock(m_mutex);
        const auto kept = m_kept.lower_bound(size);
        if (kept != m_kept.end() && kept->first <= 2 * size) {
            const auto [blockSize, block] = *kept;
            m_kept.erase(kept);
            m_keptBytes -= blockSize;
            m_used.emplace(block, blockSize);
            return block;
        }
        // Sizes in steps of an eighth, so that windows of slightly different lengths share memory.
        std::size_t step = kLarge;
        while (16 * step <= size)
            step *= 2;
        const auto rounded = (size + step - 1) / step * step;
        void* const block = std::aligned_alloc(std::min(kPage, step), rounded);
        if (block == nullptr)
            throw std::bad_alloc();
#ifdef __linux__
        if (rounded >= kPage)
            ::madvise(block, rounded, MADV_HUGEPAGE); // a hint
#endif
        m_used.emplace(block, rounded);
        return block;
    }

    static void letGo(void* block) {
        instance().release(block);
    }

    void release(void* block) {
        {
            const std::lock_guard lock(m_mutex);
            if (const auto used = m_used.find(block); used != m_used.end()) {
                const auto size = used->second;
                m_used.erase(used);
                if (m_keptBytes + size <= kMostKept) {
                    m_kept.emplace(size, block);
                    m_keptBytes += size;
                } else {
                    std::free(block);
                }
                return;
            }
        }
        m_base->raw_deallocate(block);
    }

    c10::Allocator* const m_base = c10::GetDefaultCPUAllocator();
    std::mutex m_mutex;
    std::unordered_map<void*, std::size_t> m_used; // guarded by m_mutex, also below
    std::multimap<std::size_t, void*> m_kept;      // by size
    std::size_t m_keptBytes = 0;
};

} // namespace

void keepLargeArrays() {
    if (c10::GetCPUAllocator() != &KeepingAllocator::instance())
        c10::SetCPUAllocator(&KeepingAllocator::instance());
}

void freeKeptArrays() {
    KeepingAllocator::instance().freeAll();
}

} // namespace leitmotif
