package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the bodies that `kubectl create` sends in protobuf, for the kinds it makes from flags. A
/// field that is not known here refuses the request, it is never dropped.
final class Protobuf {

  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final int VARINT = 0;
  private static final int BYTES = 2;

  /// One field of a message: its name, and what it holds (`text`, `number`, `flag`, `texts`, `map`,
  /// `data`, or the name of a message, with `*` if it repeats).
  private record Field(String name, String holds) {}

  private static final Map<String, Map<Integer, Field>> MESSAGES = new HashMap<>();

  static {
    message("Unknown", "1 typeMeta TypeMeta", "2 raw data");
    message("TypeMeta", "1 apiVersion text", "2 kind text");
    message(
        "Meta",
        "1 name text",
        "2 generateName text",
        "3 namespace text",
        "11 labels map",
        "12 annotations map",
        "13 ownerReferences Owner*");
    message(
        "Owner",
        "1 kind text",
        "3 name text",
        "4 uid text",
        "5 apiVersion text",
        "6 controller flag",
        "7 blockOwnerDeletion flag");
    message("Namespace", "1 metadata Meta");
    message("ServiceAccount", "1 metadata Meta");
    message(
        "ConfigMap", "1 metadata Meta", "2 data map", "3 binaryData datamap", "4 immutable flag");
    message(
        "Secret",
        "1 metadata Meta",
        "2 data datamap",
        "3 type text",
        "4 stringData map",
        "5 immutable flag");
    message("Deployment", "1 metadata Meta", "2 spec DeploymentSpec");
    message(
        "DeploymentSpec",
        "1 replicas number",
        "2 selector Selector",
        "3 template Template",
        "5 minReadySeconds number",
        "6 revisionHistoryLimit number",
        "7 paused flag",
        "9 progressDeadlineSeconds number");
    message("Selector", "1 matchLabels map");
    message("Template", "1 metadata Meta", "2 spec PodSpec");
    message(
        "PodSpec",
        "2 containers Container*",
        "3 restartPolicy text",
        "4 terminationGracePeriodSeconds number",
        "6 dnsPolicy text",
        "8 serviceAccountName text",
        "20 initContainers Container*");
    message(
        "Container",
        "1 name text",
        "2 image text",
        "3 command texts",
        "4 args texts",
        "5 workingDir text",
        "6 ports Port*",
        "7 env Variable*",
        "13 terminationMessagePath text",
        "14 imagePullPolicy text",
        "20 terminationMessagePolicy text");
    message(
        "Port", "1 name text", "2 hostPort number", "3 containerPort number", "4 protocol text");
    message("Variable", "1 name text", "2 value text");
    message("Job", "1 metadata Meta", "2 spec JobSpec");
    message(
        "JobSpec",
        "1 parallelism number",
        "2 completions number",
        "3 activeDeadlineSeconds number",
        "6 template Template",
        "7 backoffLimit number",
        "8 ttlSecondsAfterFinished number");
    message(
        "DeleteOptions",
        "1 gracePeriodSeconds number",
        "4 propagationPolicy text",
        "5 dryRun texts");
  }

  private Protobuf() {}

  static boolean is(byte[] content) {
    return content.length > MAGIC.length
        && ByteBuffer.wrap(content, 0, 4).equals(ByteBuffer.wrap(MAGIC));
  }

  static ObjectNode read(byte[] content) {
    ObjectNode envelope =
        message("Unknown", ByteBuffer.wrap(content, MAGIC.length, content.length - MAGIC.length));
    ObjectNode type = Json.child(envelope, "typeMeta");
    String kind = Json.text(type, "kind");
    if (!MESSAGES.containsKey(kind)) {
      throw unknown(kind);
    }
    byte[] raw = Base64.getDecoder().decode(Json.text(envelope, "raw"));
    return message(kind, ByteBuffer.wrap(raw)).setAll(type);
  }

  private static void message(String name, String... fields) {
    var known = new HashMap<Integer, Field>();
    for (String field : fields) {
      List<String> words = List.of(field.split(" ", -1));
      known.put(Integer.parseInt(words.get(0)), new Field(words.get(1), words.get(2)));
    }
    MESSAGES.put(name, known);
  }

  private static ObjectNode message(String name, ByteBuffer in) {
    ObjectNode node = Json.object();
    while (in.hasRemaining()) {
      long tag = varint(in);
      Field field = MESSAGES.getOrDefault(name, Map.of()).get((int) (tag >>> 3));
      if ((tag & 7) == VARINT) {
        number(node, name, field, varint(in));
      } else if ((tag & 7) == BYTES) {
        bytes(node, name, field, slice(in));
      } else {
        throw unknown(name);
      }
    }
    return node;
  }

  private static void number(ObjectNode node, String message, @Nullable Field field, long value) {
    if (field != null && field.holds().equals("flag")) {
      node.put(field.name(), value != 0);
    } else if (field != null && field.holds().equals("number")) {
      node.put(field.name(), value);
    } else if (value != 0) {
      throw unknown(message);
    }
  }

  private static void bytes(
      ObjectNode node, String message, @Nullable Field field, ByteBuffer value) {
    if (field == null) {
      if (!silent(value)) {
        throw unknown(message);
      }
      return;
    }
    switch (field.holds()) {
      case "text" -> {
        if (value.hasRemaining()) {
          node.put(field.name(), text(value));
        }
      }
      case "texts" -> Json.list(node, field.name()).add(text(value));
      case "data" -> node.put(field.name(), base64(value));
      case "map", "datamap" ->
          entry(Json.child(node, field.name()), field.holds().equals("map"), value);
      default -> {
        boolean repeats = field.holds().endsWith("*");
        String inner =
            repeats ? field.holds().substring(0, field.holds().length() - 1) : field.holds();
        ObjectNode read = message(inner, value);
        if (repeats) {
          Json.list(node, field.name()).add(read);
        } else {
          node.set(field.name(), read);
        }
      }
    }
  }

  private static void entry(ObjectNode map, boolean plain, ByteBuffer in) {
    String key = "";
    String value = "";
    while (in.hasRemaining()) {
      boolean first = varint(in) >>> 3 == 1;
      ByteBuffer part = slice(in);
      if (first) {
        key = text(part);
      } else {
        value = plain ? text(part) : base64(part);
      }
    }
    map.put(key, value);
  }

  private static boolean silent(ByteBuffer in) {
    try {
      return blank(in);
    } catch (ApiFailure _) {
      return false;
    }
  }

  /// Whether nothing is said: zeros and empty messages only.
  private static boolean blank(ByteBuffer in) {
    while (in.hasRemaining()) {
      long tag = varint(in);
      boolean empty =
          switch ((int) (tag & 7)) {
            case VARINT -> varint(in) == 0;
            case BYTES -> blank(slice(in));
            default -> false;
          };
      if (!empty) {
        return false;
      }
    }
    return true;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw ApiFailure.badRequest("the protobuf body ends too early");
      }
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw ApiFailure.badRequest("a number in the protobuf body is too long");
  }

  private static ByteBuffer slice(ByteBuffer in) {
    long length = varint(in);
    if (length < 0 || length > in.remaining()) {
      throw ApiFailure.badRequest("the protobuf body ends too early");
    }
    ByteBuffer part = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return part;
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(in).toString();
  }

  private static String base64(ByteBuffer in) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ApiFailure unknown(String what) {
    return ApiFailure.unsupportedMediaType(
        "application/json, application/yaml (" + what + " is not read from protobuf here)");
  }
}
