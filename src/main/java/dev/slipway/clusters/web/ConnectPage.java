package dev.slipway.clusters.web;

import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form that connects a cluster, or gives a known one new credentials, in one of three ways.
///
/// @param known the cluster that gets new credentials, or null for a new one
/// @param mounted whether the portal has a service account of a cluster itself
/// @param whyNot what keeps it from being sent; empty for nothing
/// @param secondPerson what is said of the second person that it needs; empty where it needs none
record ConnectPage(
    @Nullable Known known,
    Entry entry,
    boolean mounted,
    String whyNot,
    String secondPerson,
    Map<String, String> errors) {

  /// A cluster that the portal knows already.
  record Known(String slug, String name, String server, String identity) {}

  public boolean connects() {
    return known == null;
  }

  public String here() {
    return known == null ? "Connect a cluster" : "New credentials";
  }

  public String title() {
    return known == null ? "Connect a cluster" : "New credentials for " + known.name();
  }

  public String action() {
    return known == null ? "/clusters" : "/clusters/" + known.slug() + "/credentials";
  }

  public String button() {
    if (secondPerson.isEmpty()) {
      return known == null ? "Try out and connect" : "Try out and replace";
    }
    return "Try out and ask for a second person";
  }

  public String cancelHref() {
    return known == null ? "/clusters" : "/clusters/" + known.slug();
  }

  public List<Choice> crumbs() {
    var clusters = Choice.link("Clusters", "/clusters");
    return known == null
        ? List.of(clusters)
        : List.of(clusters, Choice.link(known.slug(), "/clusters/" + known.slug()));
  }

  public List<Choice> ways() {
    return List.of(
        way("Kubeconfig", Entry.KUBECONFIG),
        way("Address and token", Entry.TOKEN),
        way("This portal's own cluster", Entry.IN_CLUSTER));
  }

  private Choice way(String label, String by) {
    var path = known == null ? "/clusters/new" : "/clusters/" + known.slug() + "/credentials";
    return Choice.tab(label, path + "?by=" + by, by.equals(entry.way()));
  }

  public String way() {
    return entry.way();
  }

  public boolean by(String way) {
    return way.equals(entry.way());
  }

  public String name() {
    return Entry.text(entry.name());
  }

  public String slug() {
    return Entry.text(entry.slug());
  }

  public String reason() {
    return Entry.text(entry.reason());
  }

  /// An address is no secret; that of a known cluster is where its credentials most likely belong.
  public String server() {
    return entry.server() != null || known == null ? Entry.text(entry.server()) : known.server();
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public String tokenCommand() {
    return "kubectl -n slipway create token slipway --duration=2160h";
  }

  public String addressCommand() {
    return "kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}'";
  }

  public String authorityCommand() {
    return "kubectl config view --minify --flatten --raw"
        + " -o jsonpath='{.clusters[0].cluster.certificate-authority-data}'";
  }

  public List<AccessFile> files() {
    return AccessFile.all();
  }
}
