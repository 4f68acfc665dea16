// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "core/store/project_file.h"

#include <cstdint>
#include <string>

namespace leitmotif {

/// Tells encoded corpora apart: by the version of the program, the encoding, and the content and
/// selection of every source, in their order.
class CorpusKey {
  public:
    explicit CorpusKey(const Recipe& recipe);

    void add(const SourceHead& head);
    [[nodiscard]] std::uint64_t value() const { return m_hash; }

  private:
    void addNumber(std::uint64_t number);
    void addText(const std::string& text);

    std::uint64_t m_hash = hashOf({});
};

} // namespace leitmotif
