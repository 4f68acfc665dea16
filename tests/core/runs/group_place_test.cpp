// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/group_place.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace leitmotif {
namespace {

using Variables = std::map<std::string, std::string>;

Result<std::optional<GroupPlace>> placeIn(const Variables& variables) {
    return groupPlace([&](const char* name) -> const char* {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

void expectPlace(const Variables& variables, const GroupPlace& expected) {
    const auto place = placeIn(variables);
    ASSERT_TRUE(place) << describe(place.error());
    ASSERT_TRUE(*place);
    EXPECT_EQ(**place, expected) << (*place)->address << ':' << (*place)->port;
}

void expectWrong(const Variables& variables, const std::string& named) {
    const auto place = placeIn(variables);
    ASSERT_FALSE(place);
    EXPECT_EQ(place.error().code, ErrorCode::BadArgument);
    EXPECT_NE(describe(place.error()).find(named), std::string::npos) << describe(place.error());
}

TEST(GroupPlace, ThereIsNoneWithoutALauncher) {
    EXPECT_FALSE(*placeIn({}));
    EXPECT_FALSE(*placeIn({{"MASTER_ADDR", "host"}, {"MASTER_PORT", "1000"}}));
    EXPECT_FALSE(*placeIn({{"RANK", "0"}, {"WORLD_SIZE", "1"}}));
    EXPECT_FALSE(*placeIn({{"RANK", "0"}}));
}

TEST(GroupPlace, OfTorchrun) {
    expectPlace({{"RANK", "3"},
                 {"WORLD_SIZE", "8"},
                 {"LOCAL_WORLD_SIZE", "4"},
                 {"MASTER_ADDR", "10.0.0.7"},
                 {"MASTER_PORT", "4711"}},
                {3, 8, "10.0.0.7", 4711});
}

TEST(GroupPlace, OfMpirun) {
    expectPlace({{"OMPI_COMM_WORLD_RANK", "1"},
                 {"OMPI_COMM_WORLD_SIZE", "4"},
                 {"OMPI_COMM_WORLD_LOCAL_SIZE", "4"}},
                {1, 4, "127.0.0.1", 29500});
    expectPlace({{"PMI_RANK", "0"}, {"PMI_SIZE", "2"}, {"MPI_LOCALNRANKS", "2"}},
                {0, 2, "127.0.0.1", 29500});
    expectPlace({{"PMI_RANK", "0"}, {"PMI_SIZE", "2"}, {"MASTER_ADDR", "first"}},
                {0, 2, "first", 29500});
    // On several machines nobody knows where the first one is.
    expectWrong({{"OMPI_COMM_WORLD_RANK", "1"},
                 {"OMPI_COMM_WORLD_SIZE", "4"},
                 {"OMPI_COMM_WORLD_LOCAL_SIZE", "2"}},
                "MASTER_ADDR");
    expectWrong({{"PMI_RANK", "0"}, {"PMI_SIZE", "2"}}, "MASTER_ADDR");
}

TEST(GroupPlace, OfSlurm) {
    const auto placeOn = [](const std::string& nodes) {
        const auto place = placeIn({{"SLURM_PROCID", "5"},
                                    {"SLURM_NTASKS", "8"},
                                    {"SLURM_STEP_ID", "0"},
                                    {"SLURM_STEP_NODELIST", nodes}});
        return place && *place ? (*place)->address : std::string();
    };
    EXPECT_EQ(placeOn("node03"), "node03");
    EXPECT_EQ(placeOn("node03,node07"), "node03");
    EXPECT_EQ(placeOn("node[03-07,12]"), "node03");
    EXPECT_EQ(placeOn("gpu-[7],other[1-2]"), "gpu-7");
    // A job's script has some of the variables, but is one process.
    EXPECT_FALSE(*placeIn({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}}));
    expectPlace({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}, {"MASTER_ADDR", "one"}},
                {0, 8, "one", 29500});
}

TEST(GroupPlace, AJobHasAPortOfItsOwn) {
    const auto portOf = [](const std::string& job) {
        const auto place = placeIn({{"SLURM_PROCID", "0"},
                                    {"SLURM_NTASKS", "2"},
                                    {"SLURM_STEP_ID", "0"},
                                    {"SLURM_JOB_ID", job},
                                    {"SLURM_NODELIST", "a"}});
        return (*place)->port;
    };
    EXPECT_EQ(portOf("812"), portOf("812"));
    EXPECT_NE(portOf("812"), portOf("813"));
    for (const char* job : {"1", "77", "123456789"}) {
        EXPECT_GE(portOf(job), 20000);
        EXPECT_LT(portOf(job), 29000);
    }
}

TEST(GroupPlace, WrongVariablesAreNamed) {
    for (const char* rank : {"-1", "2", "", "one", "1 "})
        expectWrong({{"RANK", rank}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "a"}}, "RANK");
    for (const char* size : {"0", "-3", "two", "70000"})
        expectWrong({{"RANK", "0"}, {"WORLD_SIZE", size}, {"MASTER_ADDR", "a"}}, "WORLD_SIZE");
    for (const char* port : {"0", "65536", "http"})
        expectWrong(
            {{"RANK", "0"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "a"}, {"MASTER_PORT", port}},
            "MASTER_PORT");
}

} // namespace
} // namespace leitmotif
