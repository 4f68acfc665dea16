// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/thread_priority.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>
#include <QThreadPool>

#include <cassert>
#include <memory>
#include <utility>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace leitmotif {

/// Tells the thread sanitizer that what was written before sent() is read after received(). It does
/// not know Qt's queue of events, which Debian builds without it.
struct QueueFence {
    static void sent([[maybe_unused]] void* object) {
#ifdef __SANITIZE_THREAD__
        __tsan_release(object);
#endif
    }
    static void received([[maybe_unused]] void* object) {
#ifdef __SANITIZE_THREAD__
        __tsan_acquire(object);
#endif
    }
};

/// Hands `value` to `then(value)` on the window's thread, on which `receiver` lives, unless the
/// receiver is gone by then. Called from any thread, while there is an application.
template <class Value, class Then>
void deliver(const QPointer<QObject>& receiver, Value value, Then then) {
    // Shared, because a queued call copies its function and a Value may only be movable.
    struct Parcel {
        Value value;
        Then then;
    };
    auto parcel = std::make_shared<Parcel>(Parcel{std::move(value), std::move(then)});
    QueueFence::sent(parcel.get());
    // Queued to the application and not to the receiver, which may go at any moment.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [parcel, receiver] {
            QueueFence::received(parcel.get());
            if (receiver.isNull())
                return;
            assert(receiver->thread() == QCoreApplication::instance()->thread());
            parcel->then(std::move(parcel->value));
        },
        Qt::QueuedConnection);
}

/// Runs `work()` on a thread of the pool and hands what it returns to `then` on the receiver's
/// thread. Calls of one pool thread keep their order if the pool has one thread.
template <class Work, class Then>
void runOnThread(QThreadPool& pool, QObject* receiver, Work work, Then then) {
    pool.start([guard = QPointer<QObject>(receiver), work = std::move(work),
                then = std::move(then)]() mutable { deliver(guard, work(), std::move(then)); });
}

/// The same for work that computes: below the window and the sound.
template <class Work, class Then>
void runInBackground(QThreadPool& pool, QObject* receiver, Work work, Then then) {
    runOnThread(
        pool, receiver,
        [work = std::move(work)]() mutable {
            lowerThread(BackgroundWork::Short);
            return work();
        },
        std::move(then));
}

} // namespace leitmotif
