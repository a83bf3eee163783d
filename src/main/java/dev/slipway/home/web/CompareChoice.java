package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import java.util.List;

/// What there is to compare, for whoever has not chosen a service yet.
record CompareChoice(
    List<ServiceView> services, List<EnvironmentView> environments, String from, String to) {}
