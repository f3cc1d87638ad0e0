/**
 * A Clerk that runs in the process: what it knows, its Backend API, its tokens and its webhooks. It
 * follows Clerk's OpenAPI documents and is held against them, and has levers to break it.
 */
@NullMarked
package dev.muster.clerk.stub;

import org.jspecify.annotations.NullMarked;
