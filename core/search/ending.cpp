// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/ending.h"

#include "base/error.h"
#include "store/store_error.h"

#include <fmt/format.h>

#include <new>

namespace danas::search {

Ending endOf(const std::function<void()>& work, std::string_view relief, const std::function<std::string(std::string_view what)>& brokeOff)
{
    try {
        work();
        return { RunEnd::Done, Ending::Cause::None, {} };
    } catch (const Stopped&) {
        return { RunEnd::Stopped, Ending::Cause::None, {} };
    } catch (const store::StoreError& error) {
        return { RunEnd::Failed, Ending::Cause::Project, error.what() };
    } catch (const Error& error) {
        return { RunEnd::Failed, Ending::Cause::Refusal, error.what() };
    } catch (const std::bad_alloc&) {
        return { RunEnd::Failed, Ending::Cause::Defect, fmt::format("The memory is used up: {}.", relief) };
    } catch (const std::exception& error) {
        return { RunEnd::Failed, Ending::Cause::Defect, brokeOff(error.what()) };
    }
}

} // namespace danas::search
