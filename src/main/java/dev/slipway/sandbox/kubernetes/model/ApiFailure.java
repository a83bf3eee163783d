package dev.slipway.sandbox.kubernetes.model;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A request that the API server refuses, with the Status object that says so.
public final class ApiFailure extends RuntimeException {

  /// One field that is wrong.
  public record Cause(String reason, String message, String field) {}

  private final int code;
  private final String reason;
  private final transient ObjectNode details;

  private ApiFailure(int code, String reason, String message, ObjectNode details) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }

  public ObjectNode status() {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", code);
  }

  public static ApiFailure of(int code, String reason, String message) {
    return new ApiFailure(code, reason, message, Json.object());
  }

  public static ApiFailure notFound(ResourceType type, String name) {
    return about(type, name, 404, "NotFound", quoted(type, name) + " not found");
  }

  public static ApiFailure noSuchResource() {
    return of(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiFailure alreadyExists(ResourceType type, String name) {
    return about(type, name, 409, "AlreadyExists", quoted(type, name) + " already exists");
  }

  public static ApiFailure modified(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  public static ApiFailure conflict(ResourceType type, String name, String why) {
    String message = "Operation cannot be fulfilled on " + quoted(type, name) + ": " + why;
    return about(type, name, 409, "Conflict", message);
  }

  /// Fields that other managers own, met by a server-side apply without force.
  public static ApiFailure applyConflict(String message, List<Cause> causes) {
    ObjectNode details = Json.object();
    addCauses(details, causes);
    return new ApiFailure(409, "Conflict", message, details);
  }

  public static ApiFailure forbidden(ResourceType type, String name, String why) {
    String message = quoted(type, name) + " is forbidden: " + why;
    return about(type, name, 403, "Forbidden", message);
  }

  public static ApiFailure invalid(ResourceType type, String name, List<Cause> causes) {
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    List<String> lines = causes.stream().map(c -> c.field() + ": " + c.message()).toList();
    String all = lines.size() == 1 ? lines.get(0) : "[" + String.join(", ", lines) + "]";
    ObjectNode details = Json.object().put("name", name).put("group", type.group());
    details.put("kind", type.kind());
    addCauses(details, causes);
    String message = kind + " \"" + name + "\" is invalid: " + all;
    return new ApiFailure(422, "Invalid", message, details);
  }

  public static ApiFailure unprocessable() {
    return of(422, "Invalid", "the server rejected our request due to an error in our request");
  }

  public static ApiFailure badRequest(String message) {
    return of(400, "BadRequest", message);
  }

  public static ApiFailure expired(String message) {
    return of(410, "Expired", message);
  }

  public static ApiFailure tooManyRequests(String message, int seconds) {
    ObjectNode details = Json.object().put("retryAfterSeconds", seconds);
    return new ApiFailure(429, "TooManyRequests", message, details);
  }

  public static ApiFailure unsupportedMediaType(String accepted) {
    return of(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }

  public static ApiFailure internal(String message) {
    return of(500, "InternalError", message);
  }

  /// Seconds the client is asked to wait, or 0.
  public int retryAfter() {
    return Json.integer(details, 0, "retryAfterSeconds");
  }

  private static ApiFailure about(
      ResourceType type, String name, int code, String reason, String message) {
    ObjectNode details = Json.object().put("name", name);
    if (!type.group().isEmpty()) {
      details.put("group", type.group());
    }
    return new ApiFailure(code, reason, message, details.put("kind", type.plural()));
  }

  private static void addCauses(ObjectNode details, List<Cause> causes) {
    var list = details.putArray("causes");
    for (Cause cause : causes) {
      list.addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
  }

  private static String quoted(ResourceType type, String name) {
    return type.qualified() + " \"" + name + "\"";
  }
}
