// SPDX-License-Identifier: GPL-3.0-or-later
// The check of all parts of a ProjectFile.
#include "core/store/project_check.h"

#include "core/base/json_text.h"
#include "core/base/limits.h"
#include "core/midi/smf_reader.h"
#include "core/store/edit_codec.h"
#include "core/store/project_mend.h"
#include "core/store/row_checksums.h"
#include "core/store/row_scan.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstring>
#include <map>
#include <span>

namespace leitmotif {

namespace {

using Kind = ProjectPart::Kind;
using Statement = SQLite::Statement;

constexpr const char* kNotAsWritten = "it is not as it was written";
constexpr const char* kMissing = "it is missing";

std::int64_t numberIn(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// True for undamaged weights and training states, which end with their hash; used in projects
/// without checksums.
bool endsWithItsHash(const Bytes& bytes) {
    std::uint64_t stored = 0;
    if (bytes.size() < sizeof stored)
        return false;
    std::memcpy(&stored, bytes.data() + bytes.size() - sizeof stored, sizeof stored);
    return stored == hashOf(std::span(bytes).first(bytes.size() - sizeof stored));
}

/// The columns of a row by their names.
class Row {
  public:
    explicit Row(Statement& statement) : m_statement(statement) {}
    [[nodiscard]] std::string key() const { return m_statement.getColumn(0).getString(); }
    [[nodiscard]] bool isWhole() const { return m_statement.getColumn(1).getInt() != 0; }
    [[nodiscard]] SQLite::Column operator[](const char* column) const {
        for (int i = kFirstOwnColumn; i < m_statement.getColumnCount(); ++i)
            if (m_statement.getColumnName(i) == std::string_view(column))
                return m_statement.getColumn(i);
        throw std::invalid_argument("a column is missing");
    }
    [[nodiscard]] bool has(const char* column) const {
        for (int i = kFirstOwnColumn; i < m_statement.getColumnCount(); ++i)
            if (m_statement.getColumnName(i) == std::string_view(column))
                return true;
        return false;
    }

  private:
    Statement& m_statement;
};

/// Collects the parts of a project, table by table.
class Checker {
  public:
    explicit Checker(const ProjectFile::Database& database) : m_database(database) {}
    ProjectCheck check();

  private:
    /// The part of each row, by the first part of its key; a lost row has one as well.
    using Describe = std::function<ProjectPart(const Row& row)>;
    using DescribeLost = std::function<ProjectPart(const std::string& key)>;

    void checkStructure();
    /// Adds rows that are parts themselves. `problemOf` checks the contents of undamaged rows.
    void addParts(const char* table, const Describe& describe, const DescribeLost& describeLost,
                  const std::function<std::string(const Row&)>& problemOf);
    /// Adds the problems of rows that belong to existing parts, by the part's id.
    void addToParts(const char* table, Kind kind, const std::string& thing,
                    const std::function<std::string(const Row&)>& problemOf = {});
    ProjectPart& partFor(Kind kind, std::int64_t id);
    void addRuns();
    void addResults();
    void addScores();

    const ProjectFile::Database& m_database;
    ProjectCheck m_check;
};

void Checker::checkStructure() {
    const auto lines = [&](const char* pragma, const std::function<std::string(Statement&)>& line) {
        try {
            Statement query(*m_database.connection, pragma);
            while (query.executeStep())
                if (const std::string text = line(query); !text.empty())
                    m_check.structure.push_back(text);
        } catch (const SQLite::Exception& exception) {
            m_check.structure.emplace_back(exception.what());
        }
    };
    lines("PRAGMA integrity_check(20)", [](Statement& row) {
        std::string text = row.getColumn(0).getString();
        return text == "ok" ? std::string() : text;
    });
    lines("PRAGMA foreign_key_check", [](Statement& row) {
        return "a row of " + row.getColumn(0).getString() + " belongs to a row of " +
               row.getColumn(2).getString() + " that is missing";
    });
    lines("SELECT name FROM sqlite_sequence WHERE typeof(seq) <> 'integer' OR"
          " seq >= 9223372036854775807",
          [](Statement& row) {
              return "the numbers of table " + row.getColumn(0).getString() + " are used up";
          });
    for (const char* const table : {"source", "run", "take"})
        lines((std::string("SELECT '") + table + "' WHERE (SELECT max(id) FROM " + table +
               ") > ifnull((SELECT seq FROM sqlite_sequence WHERE name = '" + table + "'), 0)")
                  .c_str(),
              [](Statement& row) {
                  return "the numbers of table " + row.getColumn(0).getString() + " are damaged";
              });
}

void Checker::addParts(const char* table, const Describe& describe,
                       const DescribeLost& describeLost,
                       const std::function<std::string(const Row&)>& problemOf) {
    const auto lost = scanRows(m_database, table, [&](Statement& statement) {
        const Row row(statement);
        ProjectPart part = describe(row);
        try {
            part.problem = row.isWhole() ? problemOf(row) : kNotAsWritten;
        } catch (const std::exception& exception) {
            part.problem = exception.what();
        }
        m_check.parts.push_back(std::move(part));
    });
    for (const std::string& key : lost) {
        m_check.parts.push_back(describeLost(key));
        m_check.parts.back().problem = kMissing;
    }
}

ProjectPart& Checker::partFor(Kind kind, std::int64_t id) {
    const auto found = std::ranges::find_if(
        m_check.parts, [&](const ProjectPart& part) { return part.kind == kind && part.id == id; });
    if (found != m_check.parts.end())
        return *found;
    ProjectPart& part = m_check.parts.emplace_back();
    part.kind = kind;
    part.id = id;
    part.problem = kMissing;
    return part;
}

void Checker::addToParts(const char* table, Kind kind, const std::string& thing,
                         const std::function<std::string(const Row&)>& problemOf) {
    std::map<std::int64_t, std::string> problems; // the first of each
    const auto add = [&](const std::string& key, const std::string& problem) {
        const auto end = key.find('/');
        const bool hasOwner = end != std::string::npos; // else there is only one
        problems.emplace(hasOwner ? numberIn(key.substr(0, end)) : 1,
                         thing + " " + (hasOwner ? key.substr(end + 1) : key) + ": " + problem);
    };
    const auto lost = scanRows(m_database, table, [&](Statement& statement) {
        const Row row(statement);
        std::string problem = row.isWhole() ? "" : kNotAsWritten;
        if (problem.empty() && problemOf)
            problem = problemOf(row);
        if (!problem.empty())
            add(row.key(), problem);
    });
    for (const std::string& key : lost)
        add(key, kMissing);
    for (const auto& [id, problem] : problems)
        if (ProjectPart& part = partFor(kind, id); part.problem.empty())
            part.problem = problem;
}

void Checker::addRuns() {
    const auto lostRun = [](const std::string& key) {
        return ProjectPart{Kind::Run, numberIn(key), 0, {}, {}};
    };
    addParts(
        "run",
        [](const Row& row) {
            const auto parsed = parseJson(row["recipe"].getString(), kLongestRecipe);
            const auto name = parsed ? readablePart(*parsed, "").name : std::string();
            return ProjectPart{Kind::Run, row["id"].getInt64(), 0, name, {}};
        },
        lostRun,
        [](const Row& row) -> std::string {
            const std::string text = row["recipe"].getString();
            const auto parsed = parseJson(text, kLongestRecipe);
            if (!parsed)
                return "its recipe: " + describe(parsed.error());
            if (isLostRecipe(*parsed))
                return {};
            const auto recipe =
                recipeFromJson(*parsed, "run " + std::to_string(row["id"].getInt64()));
            return recipe ? std::string() : describe(recipe.error());
        });
    addToParts("run_source", Kind::Run, "source");
    addToParts("epoch", Kind::Run, "epoch");
    addToParts("measure", Kind::Run, "measure");
}

void Checker::addResults() {
    const auto ofRun = [](Kind kind) {
        return [kind](const Row& row) {
            return ProjectPart{kind, row["run"].getInt64(), row["epoch"].getInt64(), {}, {}};
        };
    };
    const auto lostOfRun = [](Kind kind) {
        return [kind](const std::string& key) {
            const auto end = key.find('/');
            const bool tellsEpoch = kind == Kind::Weights && end != std::string::npos;
            return ProjectPart{
                kind, numberIn(key), tellsEpoch ? numberIn(key.substr(end + 1)) : 0, {}, {}};
        };
    };
    const bool isChecked = hasChecksums(*m_database.connection);
    const auto isBlob = [isChecked](const Row& row, const char* column) {
        return isChecked || endsWithItsHash(*sql::bytesOf(row[column])) ? std::string()
                                                                        : kNotAsWritten;
    };
    addParts("weights", ofRun(Kind::Weights), lostOfRun(Kind::Weights),
             [&](const Row& row) { return isBlob(row, "weights"); });
    addParts("checkpoint", ofRun(Kind::Checkpoint), lostOfRun(Kind::Checkpoint),
             [&](const Row& row) {
                 const std::string problem = isBlob(row, "weights");
                 return problem.empty() ? isBlob(row, "training") : problem;
             });
    if (m_database.connection->tableExists("latent_map"))
        addParts("latent_map", ofRun(Kind::Map), lostOfRun(Kind::Map), [](const Row& row) {
            const auto map = latentMapFromBytes(*sql::bytesOf(row["map"]));
            return map ? std::string() : describe(map.error());
        });
    addParts(
        "take",
        [](const Row& row) {
            return ProjectPart{Kind::Take,
                               row["id"].getInt64(),
                               row["epoch"].getInt64(),
                               row["preset"].getString(),
                               {}};
        },
        [](const std::string& key) {
            return ProjectPart{Kind::Take, numberIn(key), 0, {}, {}};
        },
        [](const Row& row) {
            const auto midi = readMidi(*sql::bytesOf(row["midi"]), "its music");
            return midi ? std::string() : describe(midi.error());
        });
}

void Checker::addScores() {
    addParts(
        "document",
        [](const Row& row) {
            const std::string name = row.has("name") ? row["name"].getString()
                                     : row["source"].isNull()
                                         ? "of take " + row["take"].getString()
                                         : "of source " + row["source"].getString();
            return ProjectPart{Kind::Score, row["id"].getInt64(), 0, name, {}};
        },
        [](const std::string& key) {
            return ProjectPart{Kind::Score, numberIn(key), 0, {}, {}};
        },
        [](const Row& row) {
            if (row["midi"].isNull())
                return std::string(); // the score of its source or take
            const auto midi = readMidi(*sql::bytesOf(row["midi"]), "its music");
            return midi ? std::string() : describe(midi.error());
        });
    const auto problemOf = [](const Row& row) {
        const auto parsed = parseJson(row["change"].getString(), kLongestEdit);
        if (!parsed)
            return describe(parsed.error());
        if (parsed->is_null()) // back to the original
            return std::string();
        const auto edit = editFromJson(*parsed);
        return edit ? std::string() : describe(edit.error());
    };
    addToParts("edit", Kind::Score, "edit", problemOf);
}

ProjectCheck Checker::check() {
    checkStructure();
    addParts(
        "source",
        [](const Row& row) {
            return ProjectPart{Kind::Source, row["id"].getInt64(), 0, row["name"].getString(), {}};
        },
        [](const std::string& key) {
            return ProjectPart{Kind::Source, numberIn(key), 0, {}, {}};
        },
        [](const Row& row) {
            (void)selectionFrom(row["tracks"], row["first_bar"], row["last_bar"]);
            const auto midi = readMidi(*sql::bytesOf(row["midi"]), "its music");
            return midi ? std::string() : describe(midi.error());
        });
    addRuns();
    addResults();
    addScores();
    return std::move(m_check);
}

} // namespace

ProjectCheck ProjectFile::check() const {
    return Checker(*m_database).check();
}

} // namespace leitmotif
