package dev.slipway.integrations.web;

import dev.slipway.kernel.Page;
import dev.slipway.shell.CurrentActor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Seals the cursor of every list on its way out, and opens it on its way in, so that no list has
/// to think of it.
@ControllerAdvice
class CursorAdvice implements ResponseBodyAdvice<Page<?>> {

  private static final String CURSOR = "cursor";

  private final SealedCursors cursors;

  CursorAdvice(SealedCursors cursors) {
    this.cursors = cursors;
  }

  @Override
  public boolean supports(
      MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
    return Page.class.isAssignableFrom(answer.getParameterType());
  }

  @Override
  public @Nullable Page<?> beforeBodyWrite(
      @Nullable Page<?> page,
      MethodParameter answer,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (page == null
        || page.next() == null
        || !(request instanceof ServletServerHttpRequest servlet)
        || !Callers.isApi(servlet.getServletRequest())) {
      return page;
    }
    var asked = servlet.getServletRequest();
    return new Page<>(page.items(), cursors.seal(page.next(), asked, CurrentActor.of(asked)));
  }

  /// The request as the list reads it.
  HttpServletRequest opened(HttpServletRequest request) {
    var cursor = request.getParameter(CURSOR);
    return cursor == null || cursor.isEmpty()
        ? request
        : new Opened(request, cursors.open(cursor, request, CurrentActor.of(request)));
  }

  private static final class Opened extends HttpServletRequestWrapper {

    private final Map<String, String[]> parameters;

    Opened(HttpServletRequest request, String position) {
      super(request);
      this.parameters = new LinkedHashMap<>(request.getParameterMap());
      parameters.put(CURSOR, new String[] {position});
    }

    @Override
    public @Nullable String getParameter(String name) {
      var values = parameters.get(name);
      return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return parameters;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return parameters.get(name);
    }
  }
}
