package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.failures.Failures;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Finds who answers a request.
public final class Routes {

  private final ResourceTypes types;
  private final Discovery discovery;
  private final OpenApi openApi;
  private final Reads reads;
  private final Watches watches;
  private final Changes changes;
  private final Subresources subresources;
  private final UsageApi usage;
  private final Failures failures;

  public Routes(
      ObjectStore store,
      ResourceTypes types,
      Writes writes,
      Deletion deletion,
      Failures failures,
      Duration bookmarks) {
    this.types = types;
    this.failures = failures;
    this.discovery = new Discovery(types);
    this.openApi = new OpenApi(types);
    var tables = new Tables(types);
    this.reads = new Reads(store, tables);
    this.watches = new Watches(store, tables, failures, bookmarks);
    this.changes = new Changes(store, writes, deletion);
    this.usage = new UsageApi(store);
    this.subresources = new Subresources(store, types, writes, deletion, changes);
  }

  /// How many watches are open now.
  public int openWatches() {
    return watches.open();
  }

  /// The verb of the request as failures and access reviews name it.
  static String verb(Call call) {
    List<String> path = call.path();
    boolean collection = path.size() > 2 && collection(path);
    return switch (call.method()) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> call.asks("watch") ? "watch" : collection ? "list" : "get";
    };
  }

  private static boolean collection(List<String> path) {
    int start = path.getFirst().equals("api") ? 2 : 3;
    int rest = path.size() - start;
    boolean namespaced = rest > 2 && path.get(start).equals("namespaces");
    return namespaced ? rest == 3 : rest == 1;
  }

  void serve(Call call) throws InterruptedException {
    List<String> path = call.path();
    switch (path.isEmpty() ? "" : path.getFirst()) {
      case "readyz", "livez", "healthz" ->
          call.answer(200, "text/plain; charset=utf-8", "ok".getBytes(StandardCharsets.UTF_8));
      case "version" -> call.answer(200, discovery.version());
      case "openapi" -> openApi.serve(call);
      case "simulator" -> simulator(call);
      case "api" -> {
        if (path.size() < 3) {
          call.answer(
              200, path.size() == 1 ? discovery.core() : discovery.resources("", path.get(1)));
        } else {
          resource(call);
        }
      }
      case "apis" -> {
        switch (path.size()) {
          case 1 -> call.answer(200, discovery.groups());
          case 2 -> call.answer(200, discovery.group(path.get(1)));
          case 3 -> call.answer(200, discovery.resources(path.get(1), path.get(2)));
          default -> {
            if (!usage.answers(call)) {
              resource(call);
            }
          }
        }
      }
      default -> throw ApiFailure.noSuchResource();
    }
  }

  private void resource(Call call) throws InterruptedException {
    if (Reviews.answers(call)) {
      Reviews.serve(call);
      return;
    }
    Target target = Target.read(call.path(), types);
    if (!target.subresource().isEmpty()) {
      subresources.serve(call, target);
      return;
    }
    switch (call.method()) {
      case "GET", "HEAD" -> {
        if (call.asks("watch")) {
          watches.serve(call, target);
        } else {
          reads.serve(call, target);
        }
      }
      case "POST" -> changes.create(call, target);
      case "PUT" -> changes.replace(call, target);
      case "PATCH" -> changes.patch(call, target);
      case "DELETE" -> changes.delete(call, target);
      default ->
          throw ApiFailure.of(
              405,
              "MethodNotAllowed",
              "the server does not allow this method on the requested resource");
    }
  }

  private void simulator(Call call) {
    if (!call.rawPath().equals("/simulator/failures")) {
      throw ApiFailure.noSuchResource();
    }
    switch (call.method()) {
      case "POST" -> failures.add(Failures.read(call.body()));
      case "DELETE" -> failures.clear();
      default -> {}
    }
    call.answer(200, Json.object().set("failures", failures.describe()));
  }
}
