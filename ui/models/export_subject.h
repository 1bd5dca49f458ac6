// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cost/target_cost.h"
#include "store/project.h"

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

namespace danas::ui {

/// Candidates of one run that are to be exported.
struct ExportChoice {
    std::filesystem::path project;
    std::int64_t run = 0;
    std::vector<int> candidates;
};

/// What the export dialog shows of them.
struct ExportSubject {
    struct Candidate {
        int id = 0;
        QString data, network; ///< "96 px gray"
        QString score;         ///< "int8 61.4 % on test"; empty unless it is finalised
        bool finalised = false;
    };
    std::vector<Candidate> candidates;
    store::RunState state = store::RunState::Running;
    std::optional<cost::Deployment> deployment;
    bool compiler = false; ///< this computer has one
    QString error;         ///< why nothing could be read

    [[nodiscard]] std::vector<int> notFinalised() const;
};

/// For a background thread; does not throw.
[[nodiscard]] ExportSubject readSubject(const ExportChoice& choice);

} // namespace danas::ui
