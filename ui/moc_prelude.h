// SPDX-License-Identifier: GPL-3.0-or-later
// Read only by moc, see CMAKE_AUTOMOC_MOC_OPTIONS. Qt 6.4's moc misreads "#if 1L < 2L"; libstdc++'s config must come first.
#include <cstddef>
