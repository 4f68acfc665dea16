// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/note_filler.h"

#include "models/stepwise/nucleus.h"

#include <algorithm>
#include <torch/torch.h>
#include <tuple>

namespace leitmotif {

namespace {

constexpr std::size_t kContext = 64; // notes that are read on each side of masked ones
constexpr std::size_t kLongest = 64; // notes of a stretch that are sampled one by one

} // namespace

bool NoteFiller::fill(RowPiece& piece, NoteMask mask, const Choice& choice, Random& random,
                      const std::stop_token& stop, StayingRows staying) const {
    const torch::NoGradGuard noGradients;
    for (auto places = next(piece, mask); !places.empty(); places = next(piece, mask)) {
        if (stop.stop_requested())
            return false;
        draw(piece, mask, places, choice, staying, random);
        for (const auto place : places) {
            giveWay(piece, place, choice, staying);
            mask[place] = 0;
        }
    }
    m_encoding.order(piece);
    return true;
}

void NoteFiller::giveWay(RowPiece& piece, std::size_t place, const Choice& choice,
                         StayingRows& staying) const {
    NoteRow& row = piece.rows[place];
    const auto found = staying.find(row.bar);
    if (found == staying.end() || found->second.empty())
        return;
    auto& rows = found->second;
    const auto left =
        std::count_if(piece.rows.begin() + static_cast<std::ptrdiff_t>(place), piece.rows.end(),
                      [&](const NoteRow& other) { return other.bar == row.bar; });
    const auto order = [](const NoteRow& one) {
        return std::tuple(one.at, one[NoteField::Part], one[NoteField::Pitch]);
    };
    const bool isItsPart =
        !choice.parts.empty() && choice.parts[static_cast<std::size_t>(row[NoteField::Part])] == 0;
    if (!isItsPart && order(row) < order(rows.front()) &&
        static_cast<std::size_t>(left) > rows.size())
        return;
    row = rows.front();
    rows.erase(rows.begin());
}

std::vector<std::size_t> NoteFiller::next(const RowPiece& piece, const NoteMask& mask) {
    std::vector<std::size_t> places;
    std::size_t inStretch = 0;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] == 0) {
            inStretch = 0;
            continue;
        }
        // In free time the onset of a note depends on the note before, which has to be known.
        const bool beginsAgain = inStretch >= kLongest && !piece.hasFreeBeat &&
                                 piece.rows[i].bar != piece.rows[i - 1].bar;
        if (inStretch == 0 || beginsAgain) {
            places.push_back(i);
            inStretch = 0;
        }
        ++inStretch;
    }
    return places;
}

void NoteFiller::draw(RowPiece& piece, const NoteMask& mask, std::span<const std::size_t> places,
                      const Choice& choice, const StayingRows& staying, Random& random) const {
    const auto firstHidden = static_cast<std::size_t>(std::ranges::find(mask, 1) - mask.begin());
    const auto lastHidden =
        mask.size() - 1 -
        static_cast<std::size_t>(std::find(mask.rbegin(), mask.rend(), 1) - mask.rbegin());
    const std::size_t first = firstHidden - std::min(firstHidden, kContext);
    const std::size_t last = std::min(mask.size(), lastHidden + 1 + kContext);
    const auto count = static_cast<std::int64_t>(places.size());

    const auto inputs = torch::empty(
        {static_cast<std::int64_t>(last - first), 1, static_cast<std::int64_t>(RowInputs::kCount)},
        torch::kInt64);
    m_inputs.write(piece, first, std::span(mask).subspan(first, last - first), 0,
                   {inputs.data_ptr<std::int64_t>()});
    std::vector<std::int64_t> indices;
    for (const auto place : places)
        indices.push_back(static_cast<std::int64_t>(place - first));
    const auto contexts = m_net.contexts(inputs, {})
                              .squeeze(1)
                              .index_select(0, torch::tensor(indices, torch::kInt64));
    const auto said = torch::zeros({count, static_cast<std::int64_t>(kNoteFields)}, torch::kInt64);

    const auto before = piece;
    std::vector<std::uint8_t> allowed;
    for (std::size_t f = 0; f < kNoteFields; ++f) {
        const auto field = static_cast<NoteField>(f);
        const auto words = static_cast<std::size_t>(m_encoding.count(field));
        if (words == 0)
            continue;
        torch::Tensor logits = torch::zeros({count, static_cast<std::int64_t>(words)});
        if (m_net.chooses(field))
            logits = m_net.logits(field, contexts, said, {}).contiguous();
        allowed.resize(words);
        for (std::size_t i = 0; i < places.size(); ++i) {
            fillAllowed(field, piece, mask, places[i], choice, staying, allowed);
            const std::span choices(logits.data_ptr<float>() + i * words, words);
            const int word = drawToken(choices, allowed, choice.temperature, choice.topP, random);
            said.data_ptr<std::int64_t>()[i * kNoteFields + f] = word;
            piece.rows[places[i]].said[f] = word;
            if (field == NoteField::When)
                putAt(piece, places[i], word);
        }
    }
    for (const auto place : places) {
        auto& row = piece.rows[place];
        const auto& old = before.rows[place];
        if (row.at != old.at || row.said != old.said)
            row.source = -1;
    }
}

void NoteFiller::fillAllowed(NoteField field, const RowPiece& piece, const NoteMask& mask,
                             std::size_t place, const Choice& choice, const StayingRows& staying,
                             std::span<std::uint8_t> allowed) const {
    std::ranges::fill(allowed, std::uint8_t{1});
    switch (field) {
    case NoteField::When:
        allowTimes(piece, mask, place, allowed);
        break;
    case NoteField::Part: {
        const auto rows = staying.find(piece.rows[place].bar);
        const bool mayStay = rows != staying.end() && !rows->second.empty();
        if (!choice.parts.empty() && !mayStay) // else one that stays may be told ahead
            std::ranges::copy(choice.parts, allowed.begin());
        break;
    }
    case NoteField::Pitch:
        allowPitches(piece, mask, place, allowed);
        break;
    case NoteField::Duration: {
        const auto kind = piece.hasFreeBeat ? TokenKind::TimeDuration : TokenKind::Duration;
        const auto words = m_encoding.words(NoteField::Duration);
        for (std::size_t i = 0; i < words.size(); ++i)
            allowed[i] = words[i].kind == kind ? 1 : 0;
        break;
    }
    case NoteField::Velocity:
        break;
    }
}

void NoteFiller::allowTimes(const RowPiece& piece, const NoteMask& mask, std::size_t place,
                            std::span<std::uint8_t> allowed) const {
    const auto& rows = piece.rows;
    const auto& bar = piece.bars[static_cast<std::size_t>(rows[place].bar)];
    const auto timeOf = [&](std::size_t i) {
        return (rows[i].bar - rows[place].bar) * static_cast<int>(bar.steps) + rows[i].at;
    };
    const auto words = m_encoding.words(NoteField::When);
    // Within the bar, and between the known notes on both sides.
    int lowest = 0;
    int highest = static_cast<int>(std::ceil(bar.steps)) - 1;
    int from = 0; // origin of the words
    auto kind = TokenKind::Position;
    if (piece.hasFreeBeat) {
        kind = TokenKind::TimeShift;
        from = place == 0 ? -rows[place].bar * static_cast<int>(bar.steps) : timeOf(place - 1);
    }
    for (auto i = place; i-- > 0 && rows[i].bar == rows[place].bar;)
        if (mask[i] == 0) {
            lowest = rows[i].at;
            break;
        }
    for (auto i = place + 1; i < rows.size() && rows[i].bar == rows[place].bar; ++i)
        if (mask[i] == 0) {
            highest = std::max(lowest, rows[i].at);
            break;
        }
    int nearest = 0;
    int leastDistance = -1;
    bool isAny = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const int at = from + words[i].value;
        allowed[i] = words[i].kind == kind && at >= lowest && at <= highest ? 1 : 0;
        isAny = isAny || allowed[i] != 0;
        const int distance = std::max(lowest - at, at - highest);
        if (words[i].kind == kind && (leastDistance < 0 || distance < leastDistance)) {
            leastDistance = distance;
            nearest = static_cast<int>(i);
        }
    }
    if (!isAny) // putAt() moves it to the nearest possible place
        allowed[static_cast<std::size_t>(nearest)] = 1;
}

void NoteFiller::putAt(RowPiece& piece, std::size_t place, int when) const {
    auto& row = piece.rows[place];
    const auto& bar = piece.bars[static_cast<std::size_t>(row.bar)];
    const int steps = static_cast<int>(std::ceil(bar.steps));
    int at = m_encoding.words(NoteField::When)[static_cast<std::size_t>(when)].value;
    if (piece.hasFreeBeat) {
        const int before =
            place == 0 ? 0 : piece.rows[place - 1].bar * steps + piece.rows[place - 1].at;
        at += before - row.bar * steps;
    }
    row.at = std::clamp(at, 0, steps - 1);
}

void NoteFiller::allowPitches(const RowPiece& piece, const NoteMask& mask, std::size_t place,
                              std::span<std::uint8_t> allowed) const {
    const auto& rows = piece.rows;
    const auto& row = rows[place];
    const auto words = m_encoding.words(NoteField::Pitch);
    const auto kind = m_encoding.isDrum(row) ? TokenKind::Drum : TokenKind::Pitch;
    for (std::size_t i = 0; i < words.size(); ++i)
        allowed[i] = words[i].kind == kind ? 1 : 0;
    // No key is struck twice at once, unless all are taken.
    std::vector<std::uint8_t> free(allowed.begin(), allowed.end());
    const auto leaveOut = [&](std::size_t i) {
        if (mask[i] == 0 && rows[i].at == row.at &&
            rows[i][NoteField::Part] == row[NoteField::Part])
            free[static_cast<std::size_t>(rows[i][NoteField::Pitch])] = 0;
    };
    for (auto i = place; i-- > 0 && rows[i].bar == row.bar;)
        leaveOut(i);
    for (auto i = place + 1; i < rows.size() && rows[i].bar == row.bar; ++i)
        leaveOut(i);
    if (std::ranges::find(free, 1) != free.end())
        std::ranges::copy(free, allowed.begin());
}

} // namespace leitmotif
