package dev.slipway.evidence;

import dev.slipway.kernel.Actor;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;

/// A webhook of a team, with a key, and a pipeline that holds it.
final class HookStage implements AutoCloseable {

  final EvidenceStage cast;
  final String image;
  final HookView hook;
  final String secret;

  /// Another one where a test needs another address.
  Sender sender;

  HookStage(ApplicationContext context, int port) {
    cast = new EvidenceStage(context);
    image = cast.image();
    sender = new Sender(port);
    hook = hook(List.of());
    secret = key(hook);
  }

  Hooks hooks() {
    return cast.bean(Hooks.class);
  }

  String key(HookView hook) {
    return hooks().addKey(hook.id(), Actor.SYSTEM);
  }

  HookView hook(List<String> services) {
    var name = "ci-" + UUID.randomUUID().toString().substring(0, 8);
    var page =
        hooks()
            .make(new MakeHook(name, cast.team.slug(), services, "For the pipeline"), Actor.SYSTEM);
    return hooks().byId(UUID.fromString(page.substring("/notifications/hooks/".length())));
  }

  HookView now() {
    return hooks().byId(hook.id());
  }

  List<EvidenceView> kept() {
    return cast.bean(Evidence.class).ofService(cast.service.id(), 10);
  }

  /// A delivery that says these kinds of the image have passed.
  String body(String... kinds) {
    return delivery(
        Arrays.stream(kinds).map(kind -> said(cast.service.slug(), kind)).toArray(String[]::new));
  }

  /// @param service slug, or empty to leave it out
  String said(String service, String kind) {
    return """
    {"image": "%s", %s"kind": "%s", "outcome": "passed", "summary": "as it should be"}\
    """
        .formatted(
            image, service.isEmpty() ? "" : "\"service\": \"%s\", ".formatted(service), kind);
  }

  static String delivery(String... said) {
    return "{\"type\": \"evidence.reported\", \"timestamp\": \"2026-11-22T20:00:00Z\", \"data\": [%s]}"
        .formatted(Arrays.stream(said).collect(Collectors.joining(", ")));
  }

  @Override
  public void close() {
    sender.close();
  }
}
