package dev.slipway.shell;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.NearMiss;
import dev.slipway.kernel.ProblemType;
import java.util.List;

/// What an error page or an error fragment shows. Never the message of an unknown exception.
public record FailurePage(
    int status,
    String slug,
    String title,
    String detail,
    String advice,
    String requestId,
    List<NearMiss> near) {

  static FailurePage of(DomainFailure failure, String requestId) {
    return of(failure.problem(), failure.detail(), requestId).with(failure.near());
  }

  static FailurePage of(ProblemType problem, String detail, String requestId) {
    return new FailurePage(
        problem.status(),
        problem.slug(),
        problem.title(),
        detail,
        problem == ProblemType.SIGN_IN_AGAIN
            ? "Then you come back to the page you sent it from."
            : advice(problem.status()),
        requestId,
        List.of());
  }

  /// The problem that an HTTP status means when nothing else is known.
  static ProblemType problem(int status) {
    return switch (status) {
      case 400 -> ProblemType.INVALID_REQUEST;
      case 401 -> ProblemType.NOT_SIGNED_IN;
      case 403 -> ProblemType.NOT_ALLOWED;
      case 404 -> ProblemType.NOT_FOUND;
      case 405 -> ProblemType.METHOD_NOT_ALLOWED;
      case 406 -> ProblemType.NOT_ACCEPTABLE;
      case 409 -> ProblemType.CONFLICT;
      case 410 -> ProblemType.PLAN_EXPIRED;
      case 413 -> ProblemType.TOO_LARGE;
      case 415 -> ProblemType.UNSUPPORTED_CONTENT;
      case 422 -> ProblemType.INVALID_INPUT;
      case 429 -> ProblemType.TOO_MANY_REQUESTS;
      case 503 -> ProblemType.CLUSTER_UNREACHABLE;
      default -> ProblemType.INTERNAL;
    };
  }

  /// What to say of a status without a failure of ours behind it.
  static FailurePage ofStatus(int status, String requestId) {
    String title =
        switch (status) {
          case 400 -> "The request could not be read";
          case 401 -> "Sign in first";
          case 403 -> "You may not do this";
          case 404 -> "There is no page at this address";
          case 405 -> "There is no page to read at this address";
          case 406 -> "There is no answer in the form that was asked for";
          case 409 -> "Somebody else changed this meanwhile";
          case 410 -> "This is over";
          case 413 -> "That was too large";
          case 415 -> "This kind of content is not understood here";
          case 422 -> "Some values need another look";
          case 429 -> "Too many requests";
          case 503 -> "The portal cannot answer now";
          default -> "Something went wrong on our side";
        };
    String detail =
        switch (status) {
          case 403 ->
              "Your roles do not cover it, or the form was open too long. Reload the page and try again.";
          case 404 -> "It may have been renamed or removed, or the address has a slip of the pen.";
          case 500 ->
              "Nothing was lost that you see as saved. The request id helps whoever looks into it.";
          default -> "";
        };
    return new FailurePage(
        status, problem(status).slug(), title, detail, advice(status), requestId, List.of());
  }

  FailurePage with(List<NearMiss> others) {
    return new FailurePage(status, slug, title, detail, advice, requestId, others);
  }

  public boolean isSignIn() {
    return status == 401;
  }

  /// Their rights suffice; who they are must be proved once more.
  public boolean isStepUp() {
    return slug.equals(ProblemType.SIGN_IN_AGAIN.slug());
  }

  public boolean isNotFound() {
    return status == 404;
  }

  public boolean isRefusal() {
    return status == 403 && !isStepUp();
  }

  /// What to do for somebody who sees no page.
  String adviceToProgram() {
    return switch (status) {
      case 405 -> "Use one of the methods that the header Allow names.";
      case 406 -> "Ask for application/json, or leave the header Accept out.";
      case 415 -> "Send JSON, with Content-Type: application/json.";
      default -> advice;
    };
  }

  private static String advice(int status) {
    return switch (status) {
      case 400 -> "Check the address or the values and send it again.";
      case 401 -> "Sign in, then you come back to this page.";
      case 403 -> "The people page shows who may what.";
      case 404 -> "Look for it in the matrix or in the list of services.";
      case 405 -> "Only a form sends something there. Look for it in the matrix or in a list.";
      case 415 -> "Go back and use the form on the page.";
      case 409 -> "Read the page again, then decide anew.";
      case 410 -> "Make a new plan; what you typed is kept in the old one.";
      case 413 -> "Send less at once.";
      case 422 -> "Go back, correct what is named here and send it again.";
      case 429 -> "Wait a minute, then try again.";
      case 503 -> "Try again in a moment. Running deployments go on by themselves.";
      default -> "Try again. If it happens twice, give the request id to your platform team.";
    };
  }
}
