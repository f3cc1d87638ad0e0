package dev.muster.servlet;

import jakarta.servlet.http.HttpServlet;

/**
 * <strong>SPI.</strong> A servlet that brings what it opens: {@link MusterWeb} declares its routes
 * beside the host's own and mounts it.
 *
 * <h2>Guarantee</h2>
 *
 * <p>A request reaches the servlet only through a route or public path that {@link #declare}
 * declared.
 */
public interface RoutedServlet {
  /**
   * Declares what is open.
   *
   * @param routes the table of the host
   */
  void declare(Routes.Builder routes);

  /**
   * Where the servlet is mounted.
   *
   * @return a pattern of the container, such as {@code /account/*}
   */
  String mapping();

  /**
   * The servlet.
   *
   * @return a servlet for many threads
   */
  HttpServlet servlet();
}
