package dev.slipway.catalog.web;

import dev.slipway.catalog.EditService;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.Link;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a person typed about a service.
///
/// @param links one a line: words, a space, the address
record ServiceForm(
    String slug,
    String name,
    String description,
    String system,
    String team,
    String tier,
    String lifecycle,
    String links) {

  ServiceForm(
      @Nullable String slug,
      @Nullable String name,
      @Nullable String description,
      @Nullable String system,
      @Nullable String team,
      @Nullable String tier,
      @Nullable String lifecycle,
      @Nullable String links) {
    this.slug = Entry.text(slug);
    this.name = Entry.text(name);
    this.description = Entry.text(description);
    this.system = Entry.text(system);
    this.team = Entry.text(team);
    this.tier = Entry.text(tier);
    this.lifecycle = Entry.text(lifecycle);
    this.links = Entry.text(links);
  }

  static ServiceForm empty(String system, String team) {
    return new ServiceForm("", "", "", system, team, "2", "PRODUCTION", "");
  }

  static ServiceForm of(ServiceView service) {
    return new ServiceForm(
        service.slug(),
        service.name(),
        service.description(),
        service.systemSlug(),
        service.teamSlug(),
        Integer.toString(service.tier()),
        service.lifecycle().name(),
        service.links().stream()
            .map(link -> link.label() + " " + link.url())
            .collect(Collectors.joining("\n")));
  }

  RegisterService register() {
    return new RegisterService(
        slug, name, description, system, team, tierNumber(), phase(), linkList());
  }

  EditService edit(ServiceId id) {
    return new EditService(id, name, description, system, team, tierNumber(), phase(), linkList());
  }

  private int tierNumber() {
    return tier.matches("[1-4]") ? Integer.parseInt(tier) : 0;
  }

  private Lifecycle phase() {
    return Arrays.stream(Lifecycle.values())
        .filter(value -> value.name().equals(lifecycle))
        .findFirst()
        .orElse(Lifecycle.PRODUCTION);
  }

  private List<Link> linkList() {
    return links
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(this::link)
        .toList();
  }

  private Link link(String line) {
    var space = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
    return new Link(line.substring(0, Math.max(0, space)).strip(), line.substring(space + 1));
  }
}
