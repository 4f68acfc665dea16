// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/engine_loader.h"
#include "app/cli/command.h"
#include "app/cli/command_clock.h"
#include "app/cli/damage_report.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_events.h"
#include "app/cli/print.h"
#include "app/cli/provenance_report.h"
#include "app/cli/track_list.h"
#include "app/sessions/run_provenance.h"
#include "app/sessions/run_requests.h"
#include "core/base/limits.h"
#include "core/midi/smf_reader.h"
#include "core/midi/smf_writer.h"
#include "core/runs/take_series.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <thread>

namespace leitmotif {

namespace {

struct GenerateWords {
    std::string project;
    std::int64_t run = 0;
    std::string epoch = "last";
    int count = 1;
    std::optional<int> bars;
    std::uint64_t seed = 1;
    std::optional<double> temperature;
    std::optional<double> topP;
    std::optional<std::size_t> maxCopy;
    std::optional<int> candidates;
    std::string infill;               ///< a file with bars to fill
    std::string rewrite;              ///< or to sample again note by note
    std::optional<std::int64_t> from; ///< bars, from 1
    std::optional<std::int64_t> to;
    double share = 0.3;
    std::string lock;  ///< tracks of that file that stay
    std::string start; ///< a file that takes go on from, before bar `from`
    bool isLoop = false;
    bool isOpen = false;
    std::optional<int> passes;
    std::string out;
    bool isJson = false;
};

bool revises(const GenerateWords& options) {
    return !options.infill.empty() || !options.rewrite.empty();
}

Result<EpochChoice> epochChoice(const std::string& text) {
    if (text == "best")
        return EpochChoice{EpochChoice::Kind::Best, 0};
    if (text == "last")
        return EpochChoice{EpochChoice::Kind::Last, 0};
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1)
        return Error{ErrorCode::BadArgument, {"--epoch " + text, "a number, best or last"}};
    return EpochChoice{EpochChoice::Kind::Number, number};
}

struct LearnedPart {
    LearnedRun learned;
    Provenance provenance;
};

/// Reports damage; `damage` then becomes kExitBadInput.
Result<LearnedPart> learnedFor(const GenerateWords& options, int& damage) {
    const auto choice = epochChoice(options.epoch);
    if (!choice)
        return choice.error();
    const auto project = ProjectFile::openToRead(options.project);
    if (!project)
        return project.error();
    auto learned = learnedRun(**project, options.run, *choice);
    SourceLists lists;
    auto provenance = provenanceOf(**project, options.run, lists);
    damage = reportDamage(**project);
    if (!learned)
        return learned.error();
    if (!provenance)
        return provenance.error();
    return LearnedPart{*std::move(learned), *std::move(provenance)};
}

Result<void> writeTake(const Take& take, const GenerateWords& options,
                       const Provenance& provenance) {
    const auto path = std::filesystem::path(options.out) /
                      (fileNameOf(take) + "-s" + std::to_string(take.origin.seed) + ".mid");
    if (const auto done = writeMidiFile(*take.score, path); !done)
        return done.error();
    if (options.isJson) {
        auto line =
            *jsonOf(RunEvent{options.run, TakeSampled{take}},
                    {take.origin.preset, options.project, path.string(), secondsSinceStart()});
        line["learned_from"] = toJson(provenance, false);
        printJsonLine(line);
    } else {
        printLine(path.string() + " (" + std::to_string(take.notes) + " notes, " +
                  std::to_string(std::lround(100.0 * take.copied)) + " % copied)");
    }
    return {};
}

/// Reads the music that takes go on from. Errors: NoSuchBars; those of readMidiFile().
Result<void> readStart(const GenerateWords& options, TakeWish& wish) {
    if (options.start.empty())
        return {};
    auto read = readMidiFile(options.start);
    if (!read)
        return read.error();
    const auto bars = read->score.barCount();
    if (options.from.value_or(1) > bars + 1)
        return Error{ErrorCode::NoSuchBars,
                     {options.start, std::to_string(*options.from), std::to_string(*options.from),
                      std::to_string(bars)}};
    wish.startBar = options.from ? *options.from - 1 : bars;
    wish.start = std::make_shared<const Score>(std::move(read->score));
    return {};
}

/// Errors: likewise.
Result<TakeWish> wishOf(const GenerateWords& options, const Recipe& recipe) {
    TakeWish wish{.count = options.count,
                  .seed = options.seed,
                  .bars = options.bars,
                  .temperature = options.temperature,
                  .topP = options.topP,
                  .candidates = options.candidates.value_or(
                      revises(options) ? 1 : recipe.sampling.candidates),
                  .maxCopy = options.maxCopy};
    wish.end = options.isLoop ? TakeEnd::Loop : options.isOpen ? TakeEnd::Open : TakeEnd::Ending;
    if (auto read = readStart(options, wish); !read)
        return read.error();
    return wish;
}

/// Errors: BadArgument.
Result<DrawScores> newTakes(const Sampler& sampler, const Recipe& recipe, const TakeWish& wish,
                            const std::stop_token& stop) {
    const auto request = generateRequest(recipe, wish);
    if (!request)
        return request.error();
    return DrawScores([&sampler, stop, request = *request](std::uint64_t seed, int count) mutable {
        request.seed = seed;
        request.count = count;
        return sampler.generate(request, stop);
    });
}

/// Revisions of the file that is to be filled or rewritten. Errors: NoSuchTrack; those of
/// readMidiFile().
Result<DrawScores> revisions(const Sampler& sampler, const Recipe& recipe,
                             const GenerateWords& options, const std::stop_token& stop) {
    const std::string& file = options.infill.empty() ? options.rewrite : options.infill;
    auto read = readMidiFile(file);
    if (!read)
        return read.error();
    ReviseRequest request;
    const auto locked = lockedTracks(read->score, file, options.lock);
    if (!locked)
        return locked.error();
    request.locked = *locked;
    request.firstBar = options.from.value_or(1) - 1;
    request.lastBar = options.to.value_or(read->score.barCount()) - 1;
    request.score = std::make_shared<const Score>(std::move(read->score));
    if (options.infill.empty())
        request.share = options.share;
    request.passes = options.passes.value_or(0);
    request.temperature = options.temperature.value_or(recipe.sampling.temperature);
    request.topP = options.topP.value_or(recipe.sampling.topP);
    return DrawScores([&sampler, stop, request](std::uint64_t seed, int count) mutable {
        request.seed = seed;
        request.count = count;
        return sampler.revise(request, stop);
    });
}

/// Makes the takes of a wish and writes each; returns their number.
Result<int> writeTakes(const Sampler& sampler, const LearnedPart& part,
                       const GenerateWords& options, const std::stop_token& stop) {
    const LearnedRun& learned = part.learned;
    const Recipe& recipe = learned.run.recipe;
    const auto wish = wishOf(options, recipe);
    if (!wish)
        return wish.error();
    const auto draw = revises(options) ? revisions(sampler, recipe, options, stop)
                                       : newTakes(sampler, recipe, *wish, stop);
    if (!draw)
        return draw.error();
    const auto choice = choiceFor(recipe, *learned.corpus, *wish);
    if (!choice)
        return choice.error();
    return makeTakes(
        *draw, *choice, originOf(learned), *wish,
        [&](const Take& take) { return writeTake(take, options, part.provenance); }, stop);
}

/// Turns Ctrl-C into a stop request.
std::jthread stopOnInterrupt(std::stop_source stop) {
    return std::jthread([stop = std::move(stop)](const std::stop_token& quit) mutable {
        while (!quit.stop_requested() && !InterruptWatch::isRaised())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
}

int generate(const GenerateWords& options) {
    if (!revises(options) && (options.to || options.passes || !options.lock.empty() ||
                              (options.from && options.start.empty())))
        return reportError(
            {ErrorCode::BadArgument,
             {"--from, --to, --lock or --passes alone", "with --infill, --rewrite or --continue"}});
    const InterruptWatch watch;
    int damage = kExitDone;
    const auto part = learnedFor(options, damage);
    if (!part)
        return reportError(part.error());
    const auto engine = loadEngine();
    if (!engine)
        return reportError(engine.error());
    const auto sampler =
        (*engine)->sampler(part->learned.checkpoint.weights, {defaultThreads(), "cpu", "auto"});
    if (!sampler)
        return reportError(sampler.error());
    std::error_code code;
    std::filesystem::create_directories(options.out, code);
    std::stop_source stop;
    const auto stopper = stopOnInterrupt(stop);
    const auto made = writeTakes(**sampler, *part, options, stop.get_token());
    if (!made)
        return reportError(made.error());
    if (InterruptWatch::isRaised())
        return kExitInterrupted;
    if (!options.isJson && *made > 0)
        std::fputs(toText(part->provenance, false).c_str(), stdout);
    if (*made == options.count)
        return damage;
    warn("only " + std::to_string(*made) + " of " + std::to_string(options.count) +
         " takes copy at most " + std::to_string(options.maxCopy.value_or(0)) +
         " notes in a row; try another epoch or a higher temperature.");
    return *made > 0 ? damage : kExitRunFailed;
}

void addRevisionOptions(CLI::App& command, GenerateWords& options) {
    auto* infill = command
                       .add_option("--infill", options.infill,
                                   "Fill bars of this MIDI file, in view of those around them; "
                                   "all else stays as it is (runs of base and bilstm)")
                       ->type_name("FILE");
    auto* rewrite = command
                        .add_option("--rewrite", options.rewrite,
                                    "Draw a share of this MIDI file's notes anew, pass by pass "
                                    "(runs of base and bilstm)")
                        ->type_name("FILE")
                        ->excludes(infill);
    command
        .add_option("--from", options.from,
                    "First bar to fill, to rewrite (1 unless given) or to go on with")
        ->type_name("BAR")
        ->check(CLI::Range(std::int64_t{1}, kMostBars));
    command.add_option("--to", options.to, "Last bar; the last of the file unless given")
        ->type_name("BAR")
        ->check(CLI::Range(std::int64_t{1}, kMostBars));
    command
        .add_option("--share", options.share, "Of the notes that a pass of --rewrite draws anew")
        ->type_name("SHARE")
        ->check(CLI::Range(0.001, 1.0))
        ->needs(rewrite)
        ->capture_default_str();
    command
        .add_option("--lock", options.lock,
                    "Tracks that stay as they are, by their numbers in \"leitmotif inspect\", such "
                    "as 1,3-5; only the others are filled or rewritten")
        ->type_name("TRACKS");
    command.add_option("--passes", options.passes, "Over what is filled or rewritten")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000));
}

} // namespace

void addGenerateCommand(CLI::App& program, CommandAction& chosen) {
    auto* command = program.add_subcommand("generate", "Makes music with what a run has learned");
    auto options = std::make_shared<GenerateWords>();
    command->add_option("PROJECT", options->project, "The project that holds the run")->required();
    command->add_option("--run", options->run, "Number of the run, see \"leitmotif runs\"")
        ->type_name("ID")
        ->required();
    command->add_option("--epoch", options->epoch, "A sampled epoch, best or last")
        ->type_name("N|best|last");
    command->add_option("--count", options->count, "How many takes")
        ->type_name("K")
        ->check(CLI::Range(1, kMostTakesAtOnce));
    command->add_option("--bars", options->bars, "Length of a take")
        ->type_name("N")
        ->check(CLI::Range(1, kMostBarsOfTake));
    command->add_option("--seed", options->seed, "Seed of the first take; the next ones follow")
        ->type_name("S");
    command->add_option("--temperature", options->temperature, "Below 1 safe, above 1 daring")
        ->type_name("T")
        ->check(CLI::Range(0.05, 5.0));
    command->add_option("--top-p", options->topP, "Choose among the likeliest notes only")
        ->type_name("P")
        ->check(CLI::Range(0.01, 1.0));
    command
        ->add_option("--candidates", options->candidates,
                     "Draw so many for each take and keep the one nearest to the piece")
        ->type_name("N")
        ->check(CLI::Range(1, 64));
    auto* start = command
                      ->add_option("--continue", options->start,
                                   "Go on from this MIDI file, after its end or before bar --from "
                                   "(runs of base)")
                      ->type_name("FILE");
    auto* loop = command->add_flag("--loop", options->isLoop,
                                   "Make takes whose first bar follows the last (runs of base)");
    command
        ->add_flag("--open", options->isOpen,
                   "Stop after the last bar, not as a piece ends (runs of base)")
        ->excludes(loop);
    auto* maxCopy = command
                        ->add_option("--max-copy", options->maxCopy,
                                     "Leave out takes that copy more notes in a row")
                        ->type_name("NOTES");
    addRevisionOptions(*command, *options);
    // The unchanged part of a revised piece may be the source itself.
    for (const char* revision : {"--infill", "--rewrite"}) {
        maxCopy->excludes(command->get_option(revision));
        start->excludes(command->get_option(revision));
        loop->excludes(command->get_option(revision));
    }
    command->add_option("--out", options->out, "Folder for the takes")
        ->type_name("DIR")
        ->required();
    command->add_flag("--json", options->isJson, "Print one JSON object a line");
    command->callback([options, &chosen] { chosen = [options] { return generate(*options); }; });
}

} // namespace leitmotif
