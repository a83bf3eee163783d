package dev.slipway.home;

import dev.slipway.slo.Budgets.Place;
import java.util.Set;

/// Something else is known beside the pods of these now: of their budgets, objectives or alerts.
record BesidesShown(Set<Place> places) {}
