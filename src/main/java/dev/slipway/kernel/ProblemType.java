package dev.slipway.kernel;

import java.util.Locale;

/// Every kind of failure that a caller can meet, with its HTTP status (RFC 9457). Slugs are API.
public enum ProblemType {
  INVALID_REQUEST(400, "The request is not valid"),
  UNKNOWN_FIELD(400, "The request has a field that is not known"),
  NOT_SIGNED_IN(401, "Sign in first"),
  NOT_ALLOWED(403, "You may not do this"),
  SIGN_IN_AGAIN(403, "Confirm that it is you"),
  APPROVAL_REQUIRED(403, "An approval is missing"),
  BLOCKED_BY_POLICY(403, "A policy does not allow this"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This address takes other methods"),
  NOT_ACCEPTABLE(406, "There is no answer in the form that was asked for"),
  CONFLICT(409, "Somebody else changed this meanwhile"),
  PLAN_STALE(409, "What runs has changed since the plan was made"),
  PLAN_SUPERSEDED(409, "A newer plan took the place of this one"),
  PLAN_NOT_OPEN(409, "The plan cannot take this step any more"),
  HASH_MISMATCH(409, "This is not what you looked at"),
  TARGET_BUSY(409, "Another deployment is running on this workload"),
  ALREADY_DECIDED(409, "This has been decided already"),
  PLAN_EXPIRED(410, "The plan has expired"),
  TOO_LARGE(413, "That was too large"),
  UNSUPPORTED_CONTENT(415, "This kind of content is not understood here"),
  KEY_REUSED(422, "The idempotency key was used for another request"),
  INVALID_INPUT(422, "Some values need another look"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL(500, "Something went wrong on our side"),
  CLUSTER_UNREACHABLE(503, "The cluster does not answer"),
  DATABASE_UNAVAILABLE(503, "The portal's database does not answer");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
