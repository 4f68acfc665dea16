// SPDX-License-Identifier: GPL-3.0-or-later
// What the piano roll costs the window: painting all of it, scrolling, dragging a selection. Run it
// with QT_QPA_PLATFORM=offscreen and read the CPU times.
#include "core/base/random.h"
#include "core/edit/document.h"
#include "ui/roll/piano_roll.h"

#include <QApplication>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <benchmark/benchmark.h>

#include <memory>

namespace leitmotif {
namespace {

constexpr Tick kBeat{480};
constexpr int kVisibleBeats = 64;

/// `visible` notes in what is shown, of `total`.
Score scoreOf(int total, int visible, Tick length) {
    Random random(3);
    const auto span = static_cast<std::size_t>(kBeat.value * kVisibleBeats * total / visible);
    std::vector<Note> notes;
    for (int i = 0; i < total; ++i)
        notes.push_back({.onset = {static_cast<std::int64_t>(random.below(span))},
                         .length = length,
                         .pitch = {static_cast<std::uint8_t>(36 + random.below(60))},
                         .velocity = {static_cast<std::uint8_t>(1 + random.below(127))}});
    Score score = emptyScore();
    score.tracks.push_back(std::make_shared<const Track>(std::move(notes), std::vector<Event>{}));
    return score;
}

/// A roll as large as on a big screen, whose notes are `width` pixels wide.
class Roll {
  public:
    Roll(int total, int visible, int width) {
        m_roll.resize(2560, 1440);
        m_roll.show();
        m_canvas = m_roll.findChild<QWidget*>(QStringLiteral("rollCanvas"));
        const double ticksPerPixel =
            static_cast<double>(kBeat.value) * kVisibleBeats / m_canvas->width();
        m_roll.openScore(scoreOf(total, visible, Tick{std::llround(ticksPerPixel * width)}));
        m_roll.setTrack(1);
        m_roll.showTicks({0}, kBeat * kVisibleBeats);
        m_image = QImage(m_canvas->size(), QImage::Format_RGB32);
        paint();
    }

    void paint() {
        QPainter decoder(&m_image);
        m_canvas->render(&decoder, {}, m_canvas->rect(), {});
    }
    void scroll(int notches) {
        const QPointF place = m_canvas->rect().center();
        QWheelEvent event(place, m_canvas->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton,
                          Qt::ShiftModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_canvas, &event);
    }
    void mouse(QEvent::Type type, QPointF place) {
        QMouseEvent event(type, place, m_canvas->mapToGlobal(place),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
        QApplication::sendEvent(m_canvas, &event);
    }
    /// The middle of a note that is in view.
    [[nodiscard]] QPointF onANote() const {
        for (const Note& note : m_roll.score().tracks[1]->notes())
            if (const QRectF rect = m_roll.geometry().rectOf(note);
                QRectF(m_canvas->rect()).contains(rect.center()) && rect.center().x() > 500.0)
                return rect.center();
        return {};
    }
    void selectAll() { m_roll.action(QStringLiteral("rollSelectAll"))->trigger(); }

  private:
    PianoRoll m_roll;
    QWidget* m_canvas = nullptr;
    QImage m_image;
};

/// Notes in view, and how many pixels wide they are.
void fullRepaint(benchmark::State& state) {
    Roll roll(static_cast<int>(state.range(0)), static_cast<int>(state.range(0)),
              static_cast<int>(state.range(1)));
    for (auto step : state)
        roll.paint();
}
BENCHMARK(fullRepaint)
    ->Args({20'000, 2})
    ->Args({10'000, 5})
    ->Args({5'000, 8})
    ->Args({1'000, 30})
    ->Unit(benchmark::kMillisecond);

/// 100,000 notes, of which so many are in view.
void scrollStep(benchmark::State& state) {
    Roll roll(100'000, static_cast<int>(state.range(0)), 5);
    int direction = -1;
    for (auto step : state) {
        roll.scroll(direction);
        direction = -direction;
        QCoreApplication::processEvents(); // as on the screen: what is still right is kept
    }
}
BENCHMARK(scrollStep)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// A frame of dragging so many selected notes, 1,000 of them in view.
void dragFrame(benchmark::State& state) {
    Roll roll(static_cast<int>(state.range(0)), 1'000, 12);
    roll.selectAll();
    const QPointF start = roll.onANote();
    roll.mouse(QEvent::MouseButtonPress, start);
    double shift = 0.0;
    for (auto step : state) {
        shift = shift > 200.0 ? 20.0 : shift + 20.0;
        roll.mouse(QEvent::MouseMove, start + QPointF(shift, 0.0));
        roll.paint();
    }
    roll.mouse(QEvent::MouseButtonRelease, start);
}
BENCHMARK(dragFrame)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace leitmotif

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
