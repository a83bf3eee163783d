package dev.slipway.home;

import dev.slipway.slo.Budgets.Place;
import java.util.Set;

/// Cells say something else of their budgets now.
record BudgetsShown(Set<Place> places) {}
