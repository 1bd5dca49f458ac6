// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace danas::compare {

using StoredRuns = std::vector<const StoredRun*>;

/// Labels of the runs by what a question answers for each, in the order of the runs.
class Answers {
public:
    template <typename Question> Answers(const StoredRuns& runs, Question question)
    {
        for (const StoredRun* run : runs) {
            const std::string answer = question(*run);
            const auto known = std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& group) { return group.first == answer; });
            if (known == m_groups.end())
                m_groups.push_back({ answer, { run->label } });
            else
                known->second.push_back(run->label);
        }
    }
    [[nodiscard]] bool differ() const { return m_groups.size() > 1; }
    /// "128 KiB RAM (#1, #2), 64 KiB RAM (#3)"
    [[nodiscard]] std::string text() const
    {
        std::vector<std::string> parts;
        for (const auto& [answer, labels] : m_groups)
            parts.push_back(fmt::format("{} ({})", answer, fmt::join(labels, ", ")));
        return fmt::format("{}", fmt::join(parts, "; "));
    }

private:
    std::vector<std::pair<std::string, std::vector<std::string>>> m_groups;
};

/// Remarks on these runs.
class RemarkCollector {
public:
    explicit RemarkCollector(StoredRuns runs)
        : m_runs(std::move(runs))
    {
    }
    void add(Grade grade, std::string text) { m_remarks.push_back({ grade, std::move(text) }); }
    /// `form` gets the answers as {}.
    template <typename Question> void ask(Grade grade, fmt::format_string<std::string> form, Question question)
    {
        const Answers answers(m_runs, question);
        if (answers.differ())
            add(grade, fmt::format(form, answers.text()));
    }
    /// The gravest first, else in the order in which they were added. Empties the collector.
    [[nodiscard]] std::vector<Remark> sorted()
    {
        std::stable_sort(m_remarks.begin(), m_remarks.end(), [](const Remark& a, const Remark& b) { return a.grade > b.grade; });
        return std::move(m_remarks);
    }

private:
    StoredRuns m_runs;
    std::vector<Remark> m_remarks;
};

} // namespace danas::compare
