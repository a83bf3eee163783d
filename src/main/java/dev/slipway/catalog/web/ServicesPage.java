package dev.slipway.catalog.web;

import dev.slipway.catalog.ServiceSearch;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemView;
import dev.slipway.identity.TeamSummary;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Plural;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// One page of the catalog.
record ServicesPage(
    ServiceSearch search,
    Page<ServiceView> services,
    int matching,
    int total,
    List<SystemView> systems,
    List<TeamSummary> teams,
    boolean mayRegister,
    boolean mayManage) {

  public boolean narrowed() {
    return !search.text().isEmpty() || !search.system().isEmpty() || !search.team().isEmpty();
  }

  public String shown() {
    return narrowed()
        ? matching
            + " of "
            + Plural.of(total, "service")
            + Plural.word(matching, " matches", " match")
        : Plural.of(total, "service");
  }

  public @Nullable String next() {
    return services.next() == null ? null : address(services.next());
  }

  public @Nullable String first() {
    return search.cursor() == null ? null : address(null);
  }

  private String address(@Nullable String cursor) {
    var address = UriComponentsBuilder.fromPath("/services");
    add(address, "q", search.text());
    add(address, "system", search.system());
    add(address, "team", search.team());
    add(address, "cursor", cursor == null ? "" : cursor);
    return address.build().encode().toUriString();
  }

  private static void add(UriComponentsBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      address.queryParam(name, value);
    }
  }
}
