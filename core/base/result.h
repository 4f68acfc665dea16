// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

namespace leitmotif {

/// A value of T or an Error, with the member names of C++23's std::expected<T, Error>, which
/// replaces it once the oldest supported compiler has it. Returned by functions that can fail for
/// reasons outside the program.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    /// REQUIRES: has_value().
    [[nodiscard]] T& value() & { return get(); }
    [[nodiscard]] const T& value() const& { return get(); }
    [[nodiscard]] T&& value() && { return std::move(get()); }
    T& operator*() & { return get(); }
    const T& operator*() const& { return get(); }
    T&& operator*() && { return std::move(get()); }
    T* operator->() { return &get(); }
    const T* operator->() const { return &get(); }

    [[nodiscard]] T value_or(T fallback) const& {
        return has_value() ? get() : std::move(fallback);
    }

    /// REQUIRES: !has_value().
    [[nodiscard]] const Error& error() const {
        assert(!has_value());
        return std::get<1>(m_state);
    }

  private:
    T& get() {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& get() const {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }

    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error. `return {};` is success.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_failed(true) {}

    [[nodiscard]] bool has_value() const noexcept { return !m_failed; }
    explicit operator bool() const noexcept { return has_value(); }
    [[nodiscard]] const Error& error() const {
        assert(m_failed);
        return m_error;
    }

  private:
    Error m_error{};
    bool m_failed = false;
};

} // namespace leitmotif
