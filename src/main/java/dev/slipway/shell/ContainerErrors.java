package dev.slipway.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Container;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// What the container refuses by itself reaches no filter and no page of ours: one plain line, with
/// the headers that keep a browser from making more of it.
@Component
class ContainerErrors implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(context -> {
      Container host = context.getParent();
      host.getPipeline().addValve(new Plain());
      if (host instanceof StandardHost standard) {
        // Else the host would put its own behind this one, and the last one speaks.
        standard.setErrorReportValveClass(Plain.class.getName());
      }
    });
  }

  private static final class Plain extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      var open = new AtomicBoolean();
      response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
      if (!open.get()) {
        return;
      }
      var page = FailurePage.ofStatus(status, RequestIds.of(request));
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
      response.setHeader("Cache-Control", "no-store");
      response.setContentType("text/plain;charset=utf-8");
      try {
        var writer = response.getReporter();
        if (writer != null) {
          writer.write(page.title() + ". " + page.advice() + "\n");
          response.finishResponse();
        }
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }
}
