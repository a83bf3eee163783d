package dev.slipway.catalog.web;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemView;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One system and its services.
record SystemPage(
    SystemView system,
    Page<ServiceView> services,
    int count,
    boolean mayEdit,
    boolean mayAddService) {

  public List<Choice> crumbs() {
    return List.of(Choice.link("Services", "/services"));
  }

  public Map<String, String> panelVariables() {
    return Map.of("system", system.slug());
  }

  public String shown() {
    return Plural.of(count, "service");
  }

  public @Nullable String next() {
    return services.next() == null
        ? null
        : "/systems/" + system.slug() + "?cursor=" + services.next();
  }
}
