// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sessions/corpus_stream.h"

#include "app/sessions/corpus_key.h"
#include "app/sessions/folder_lock.h"
#include "core/encoding/compound/compound_store.h"
#include "core/midi/smf_reader.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace leitmotif {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostInMemory = 256;         // sources
constexpr std::uintmax_t kMostBytes = 8U << 20U;   // of them
constexpr std::size_t kMostAtOnce = 256;           // sources that are encoded side by side
constexpr std::size_t kMostBytesAtOnce = 4U << 20; // of them
constexpr const char* kCacheEnding = ".notes";
constexpr auto kUnusedTime = std::chrono::hours(24 * 30);

struct EncodedSource {
    std::size_t place = 0; ///< among those that can be read
    StoredSource source;
    std::vector<EncodedPiece> pieces;
    std::optional<Error> error;
};

/// Does nothing if it has an error.
void encode(EncodedSource& encoded, const Recipe& recipe) {
    if (encoded.error)
        return;
    const auto pieces = piecesOf(encoded.source);
    if (!pieces) {
        encoded.error = pieces.error();
        return;
    }
    for (const CorpusPiece& piece : *pieces) {
        encoded.pieces.push_back(
            encodedPiece(piece, recipe.encoding, recipe.training.transposition));
        encoded.pieces.back().facts.number = static_cast<std::uint32_t>(encoded.pieces.size() - 1);
    }
}

/// Encodes sources with all processors until its end.
class Encoding {
  public:
    /// Both outlive it.
    Encoding(std::span<EncodedSource> sources, const Recipe& recipe) {
        for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, 8U); ++i)
            m_threads.emplace_back([this, sources, &recipe] {
                for (std::size_t next = m_next++; next < sources.size(); next = m_next++)
                    encode(sources[next], recipe);
            });
    }

  private:
    std::atomic<std::size_t> m_next = 0;
    std::vector<std::jthread> m_threads;
};

/// What was read by many threads leaves holes, which the system can use while the run learns.
void giveMemoryBack() {
#ifdef __GLIBC__
    ::malloc_trim(0);
#endif
}

void removeUnused(const fs::path& folder) {
    const auto now = fs::file_time_type::clock::now();
    std::error_code code;
    for (auto entry = fs::directory_iterator(folder, code);
         !code && entry != fs::directory_iterator(); entry.increment(code)) {
        std::error_code ofEntry;
        const auto used = fs::last_write_time(entry->path(), ofEntry);
        if (!ofEntry && entry->path().extension() == kCacheEnding && now - used > kUnusedTime)
            fs::remove(entry->path(), ofEntry);
    }
}

/// The reading of one corpus, step by step.
class CorpusStream {
  public:
    CorpusStream(const SourceFeed& feed, const Recipe& recipe, const StreamHooks& hooks,
                 fs::path folder)
        : m_feed(feed), m_recipe(recipe), m_hooks(hooks), m_folder(std::move(folder)) {}

    Result<std::shared_ptr<const Corpus>> read() {
        if (const auto looked = readHeads(); !looked)
            return looked.error();
        std::error_code code;
        fs::create_directories(m_folder, code); // what fails is reported by the lock
        auto lock = FolderLock::take(m_folder, m_hooks.isStopped);
        if (!lock)
            return lock.error();
        m_path = pathOf(keyOf(m_present));
        auto store = CompoundStore::open(m_path, keyOf(m_present));
        if (const auto done = store ? useStored(*store) : encodeSources(); !done)
            return done.error();
        if (!store) {
            store = CompoundStore::open(m_path, keyOf(m_present));
            if (!store)
                return store.error();
        }
        fs::last_write_time(m_path, fs::file_time_type::clock::now(), code);
        auto corpus = corpusOf(*store);
        giveMemoryBack();
        return corpus;
    }

  private:
    [[nodiscard]] bool isStopped() const { return m_hooks.isStopped && m_hooks.isStopped(); }
    static Error stopped() { return {ErrorCode::TrainingFailed, {"it was stopped"}}; }
    [[nodiscard]] fs::path pathOf(std::uint64_t key) const {
        char name[32];
        std::snprintf(name, sizeof name, "corpus-%016llx", static_cast<unsigned long long>(key));
        return m_folder / (std::string(name) + kCacheEnding);
    }
    void tell(std::size_t done) const {
        if (m_hooks.progress)
            m_hooks.progress(done, m_feed.items.size());
    }

    /// Leaves a source out, unless it was the last one of its role or none may be missing.
    Result<void> leaveOut(std::size_t item, const Error& error) {
        if (!m_hooks.leftOut)
            return error;
        m_lastError[m_feed.items[item].role] = error;
        m_hooks.leftOut(error);
        return {};
    }

    Result<void> readHeads() {
        m_heads.resize(m_feed.items.size());
        for (std::size_t i = 0; i < m_feed.items.size(); ++i) {
            if (isStopped())
                return stopped();
            auto head = m_feed.head(i);
            if (head) {
                m_heads[i] = *std::move(head);
                m_present.push_back(i);
            } else if (const auto left = leaveOut(i, head.error()); !left) {
                return left;
            }
        }
        return {};
    }

    [[nodiscard]] std::uint64_t keyOf(const std::vector<std::size_t>& items) const {
        CorpusKey key(m_recipe);
        for (const std::size_t i : items)
            key.add(m_heads[i]);
        return key.value();
    }

    /// A source as it was when its head was read.
    Result<StoredSource> sourceAt(std::size_t item) const {
        auto source = m_feed.read(item);
        if (source && hashOf(*source->bytes) != m_heads[item].hash)
            return Error{ErrorCode::FileNotReadable,
                         {m_feed.items[item].name, "it changed while it was read"}};
        return source;
    }

    /// All sources are encoded already.
    Result<void> useStored(const CompoundStore& store) {
        std::map<std::size_t, Error> left;
        try {
            const auto remarks = nlohmann::json::parse(store.remarks());
            if (remarks.at("of").get<std::uint64_t>() == keyOf(m_present))
                for (const auto& entry : remarks.at("left_out"))
                    left.emplace(m_present.at(entry.at(0).get<std::size_t>()),
                                 Error{static_cast<ErrorCode>(entry.at(1).get<int>()),
                                       entry.at(2).get<std::vector<std::string>>()});
        } catch (const std::exception& exception) { // by another version; its checksum is right
            return Error{ErrorCode::FileNotReadable, {m_path.string(), exception.what()}};
        }
        std::vector<StoredSource> some;
        for (const std::size_t i : m_present) {
            const auto error = left.find(i);
            if (error != left.end()) {
                if (const auto done = leaveOut(i, error->second); !done)
                    return done;
                continue;
            }
            m_good.push_back(i);
            if (const auto done = keepOne(i, some); !done)
                return done;
        }
        return keep(some);
    }

    Result<void> keepOne(std::size_t item, std::vector<StoredSource>& some) {
        if (!m_hooks.keep)
            return {};
        if (isStopped())
            return stopped();
        auto source = sourceAt(item);
        if (!source)
            return source.error();
        some.push_back(*std::move(source));
        return some.size() < kMostAtOnce ? Result<void>() : keep(some);
    }

    Result<void> keep(std::vector<StoredSource>& some) {
        if (!m_hooks.keep || some.empty())
            return {};
        const auto kept = m_hooks.keep(some);
        some.clear();
        return kept;
    }

    Result<void> encodeSources() {
        removeUnused(m_folder);
        auto writer = CompoundStoreWriter::create(m_path);
        if (!writer)
            return writer.error();
        std::size_t next = 0;
        std::vector<EncodedSource> before; // encoded, while the next ones are
        while (next < m_present.size() || !before.empty()) {
            if (isStopped())
                return stopped();
            auto some = readSome(next);
            {
                const Encoding encoding(some, m_recipe);
                if (const auto done = addAll(before, *writer); !done)
                    return done;
            }
            before = std::move(some);
            tell(next);
        }
        const nlohmann::json remarks = {{"of", keyOf(m_present)}, {"left_out", m_leftOut}};
        if (const auto done =
                writer->finish({keyOf(m_present), keyOf(m_good)}, remarks.dump(-1, ' ', true));
            !done)
            return done;
        std::error_code code; // without the link it is encoded again when the run resumes
        if (m_good.size() != m_present.size()) {
            fs::remove(pathOf(keyOf(m_good)), code);
            fs::create_hard_link(m_path, pathOf(keyOf(m_good)), code);
        }
        return {};
    }

    /// Sources from `next` on, which it moves forward.
    [[nodiscard]] std::vector<EncodedSource> readSome(std::size_t& next) const {
        std::vector<EncodedSource> some;
        for (std::size_t bytes = 0;
             next < m_present.size() && some.size() < kMostAtOnce && bytes < kMostBytesAtOnce;
             ++next) {
            auto& added = some.emplace_back();
            added.place = next;
            auto source = sourceAt(m_present[next]);
            if (!source) {
                added.error = source.error();
                continue;
            }
            bytes += source->bytes->size();
            added.source = *std::move(source);
        }
        return some;
    }

    Result<void> addAll(std::vector<EncodedSource>& some, CompoundStoreWriter& writer) {
        std::vector<StoredSource> kept;
        for (EncodedSource& encoded : some) {
            if (const auto done = add(encoded, writer); !done)
                return done;
            if (!encoded.error)
                kept.push_back(std::move(encoded.source));
        }
        return keep(kept);
    }

    Result<void> add(EncodedSource& encoded, CompoundStoreWriter& writer) {
        if (encoded.error) {
            m_leftOut.push_back(
                {encoded.place, static_cast<int>(encoded.error->code), encoded.error->arguments});
            return leaveOut(m_present[encoded.place], *encoded.error);
        }
        for (EncodedPiece& piece : encoded.pieces) {
            piece.facts.source = static_cast<std::uint32_t>(m_good.size());
            if (const auto added = writer.add(std::move(piece)); !added)
                return added;
        }
        m_good.push_back(m_present[encoded.place]);
        return {};
    }

    Result<std::shared_ptr<const Corpus>> corpusOf(const CompoundStore& store) const {
        const auto facts = store.facts();
        for (const SourceFeed::Item& item : m_feed.items)
            if (!facts.hasRole(item.role) && m_lastError.contains(item.role))
                return m_lastError.at(item.role);
        std::vector<CorpusPiece> sample;
        std::optional<std::uint32_t> read; // source
        std::vector<CorpusPiece> pieces;   // of it
        for (std::size_t i = 0; i < store.pieces().size(); ++i) {
            const StoredPiece& stored = store.pieces()[i];
            if (!isInSample(i, store.pieces().size()))
                continue;
            if (read != stored.source) {
                const auto source = sourceAt(m_good.at(stored.source));
                auto some = source ? piecesOf(*source) : source.error();
                if (!some)
                    return some.error();
                pieces = *std::move(some);
                read = stored.source;
            }
            sample.push_back(pieces.at(stored.number));
        }
        return std::make_shared<const Corpus>(std::move(sample), facts, m_path);
    }

    const SourceFeed& m_feed;
    const Recipe& m_recipe;
    const StreamHooks& m_hooks;
    const fs::path m_folder;
    fs::path m_path; ///< of the file
    std::vector<SourceHead> m_heads;
    std::vector<std::size_t> m_present; ///< items that can be read
    std::vector<std::size_t> m_good;    ///< items that can be learned from
    nlohmann::json m_leftOut = nlohmann::json::array();
    std::map<PieceRole, Error> m_lastError;
};

} // namespace

bool isLargeCorpus(std::size_t sources, std::uintmax_t bytes) {
    return sources > kMostInMemory || bytes > kMostBytes;
}

fs::path userCacheFolder() {
    if (const char* const folder = std::getenv("XDG_CACHE_HOME"); folder && *folder == '/')
        return fs::path(folder) / "leitmotif";
    const char* const home = std::getenv("HOME");
    return fs::path(home ? home : ".") / ".cache" / "leitmotif";
}

Result<std::shared_ptr<const Corpus>> streamedCorpus(const SourceFeed& feed, const Recipe& recipe,
                                                     const StreamHooks& hooks,
                                                     const fs::path& folder) {
    return CorpusStream(feed, recipe, hooks, folder).read();
}

Result<std::vector<CorpusPiece>> piecesOf(const StoredSource& source) {
    const auto midi = readMidi(*source.bytes, source.name, {.text = source.selection.text});
    if (!midi)
        return midi.error();
    return corpusPieces(midi->score, source.name, source.selection);
}

} // namespace leitmotif
