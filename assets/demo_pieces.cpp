// SPDX-License-Identifier: GPL-3.0-or-later
#include "assets/demo_pieces.h"

#include <array>

// Put into the program by leitmotif_embed.
extern "C" {
extern const unsigned char leitmotif_demo_prelude[], leitmotif_demo_prelude_end[];
extern const unsigned char leitmotif_demo_minuet[], leitmotif_demo_minuet_end[];
extern const unsigned char leitmotif_demo_canon[], leitmotif_demo_canon_end[];
extern const unsigned char leitmotif_demo_groove[], leitmotif_demo_groove_end[];
}

namespace leitmotif {

std::span<const DemoPiece> demoPieces() {
    static const std::array<DemoPiece, 4> pieces = {{
        {"prelude",
         "Prelude in C major, BWV 846",
         "Johann Sebastian Bach",
         {leitmotif_demo_prelude, leitmotif_demo_prelude_end}},
        {"minuet",
         "Minuet in G major, BWV Anh. 114",
         "Christian Petzold",
         {leitmotif_demo_minuet, leitmotif_demo_minuet_end}},
        {"canon",
         "Canon in D major",
         "Johann Pachelbel",
         {leitmotif_demo_canon, leitmotif_demo_canon_end}},
        {"groove", "Drum groove", "Leitmotif", {leitmotif_demo_groove, leitmotif_demo_groove_end}},
    }};
    return pieces;
}

} // namespace leitmotif
