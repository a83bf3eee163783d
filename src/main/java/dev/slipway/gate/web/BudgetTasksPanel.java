package dev.slipway.gate.web;

import java.util.List;

/// Some tasks on another page.
///
/// @param none what is said where there is none
/// @param more whether there are others
record BudgetTasksPanel(List<BudgetTaskLine> lines, String none, boolean more) {}
