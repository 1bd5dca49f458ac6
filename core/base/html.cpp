// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/html.h"

#include <fmt/format.h>

namespace danas {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --line: #ccc; --note: #fff4d6; --stop: #fde2dc; }
@media (prefers-color-scheme: dark) { :root { --ground: #181a1d; --ink: #e8e8e8; --line: #444; --note: #3a3216; --stop: #4a211a; } }
body { background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
.verdict { font-size: 1.15rem; }
.mind, .stop { padding: .4rem .8rem; margin: .4rem 0; border-left: 4px solid; }
.mind { background: var(--note); } .stop { background: var(--stop); font-weight: 600; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 24px; }
figure { margin: 0; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; }
.key { display: inline-block; width: .8em; height: .8em; margin-right: .4em; }
.left td, .left th { text-align: left; white-space: normal; vertical-align: top; }
.left th:first-child, .left td:first-child { white-space: nowrap; }
.heat { display: block; margin: -.25rem -.7rem; padding: .25rem .7rem; background: rgb(0 114 178 / calc(var(--share) * .5)); }
.scroll { overflow-x: auto; }
)css";

} // namespace

std::string escaped(std::string_view text)
{
    std::string safe;
    for (const char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else if (c == '\'')
            safe += "&#39;";
        else
            safe += static_cast<unsigned char>(c) < 0x20U ? ' ' : c;
    }
    return safe;
}

std::string htmlRow(const std::vector<std::string>& cells, std::string_view tag)
{
    std::string text = "<tr>";
    for (const std::string& cell : cells)
        text += fmt::format("<{0}>{1}</{0}>", tag, cell);
    return text + "</tr>\n";
}

std::string htmlTable(const std::vector<std::string>& header, const std::string& rows)
{
    return "<div class=\"scroll\"><table>\n" + htmlRow(header, "th") + rows + "</table></div>\n";
}

std::string htmlFigure(std::string_view caption, const std::string& svg)
{
    return fmt::format("<figure><figcaption>{}</figcaption>\n{}</figure>\n", escaped(caption), svg);
}

std::string htmlPage(std::string_view title, const std::string& body)
{
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
                       "content=\"width=device-width\"/>\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        escaped(title), kStyle, body);
}

} // namespace danas
