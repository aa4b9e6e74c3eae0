// A Messages API on loopback that plays a script to one client and remembers every request.

import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { errorBody, messageOf, streamOf } from './model-answer.ts';
import { agentIdOf, bodySchema, classify, type ModelRequest, type RequestClass } from './model-request.ts';
import { scriptPlayer, type ModelScript, type Turn } from './model-script.ts';

export type ModelServer = Readonly<{
  url: string;
  /** What reached the model so far, oldest first; of one class, or of all. */
  requests: (kind?: RequestClass) => readonly ModelRequest[];
  /** What went wrong in the server or the script; a test whose server has any should fail. */
  failures: () => readonly Error[];
  /** Cuts open connections, never-answered ones too. */
  close: () => Promise<void>;
}>;

/** Listens on 127.0.0.1, at a free port. Every request is also appended to `logFile`, one JSON line each. */
export async function startModelServer(script: ModelScript, logFile: string): Promise<ModelServer> {
  const seen: ModelRequest[] = [];
  const failures: Error[] = [];
  const play = scriptPlayer(script);
  const closing = new AbortController();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const endpoint = `${request.method} ${pathname}`;
    const sent = await text(request);
    const { 'x-api-key': _key, authorization: _authorization, cookie: _cookie, ...headers } = request.headers;
    const at = new Date().toISOString();

    if (endpoint !== 'POST /v1/messages') {
      log({ class: 'other', at, endpoint, headers, body: sent });
      answerOther(request.method ?? '', pathname, response);
      return;
    }
    const body = v.parse(bodySchema, JSON.parse(sent));
    const agentId = agentIdOf(headers);
    const asked: ModelRequest = {
      class: classify(headers, body),
      at,
      ...(agentId === undefined ? {} : { agentId }),
      headers,
      body,
    };
    seen.push(asked);
    log(asked);
    await answer(play(asked), asked, response);
  }

  function log(entry: object): void {
    appendFileSync(logFile, `${JSON.stringify(entry)}\n`);
  }

  async function answer(turn: Turn, asked: ModelRequest, response: ServerResponse): Promise<void> {
    if ('silent' in turn) return;
    if (turn.delayMs !== undefined) await delay(turn.delayMs, undefined, { signal: closing.signal });
    if ('status' in turn) {
      sendJson(response, turn.status, errorBody(turn));
      return;
    }
    const message = messageOf(turn, asked.body.model);
    if (!asked.body.stream) {
      sendJson(response, 200, message);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(streamOf(message, turn.unfinished === true));
    if (turn.unfinished !== true) response.end();
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (closing.signal.aborted || response.destroyed) return;
      failures.push(error instanceof Error ? error : new Error(String(error)));
      // A client does not repeat an invalid request, so that a broken script ends the run at once.
      sendJson(response, 400, errorBody({ error: 'invalid_request_error', message: String(error) }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: (kind) => seen.filter((request) => kind === undefined || request.class === kind),
    failures: () => failures,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function answerOther(method: string, pathname: string, response: ServerResponse): void {
  if (method === 'HEAD' || pathname === '/') {
    response.end();
  } else if (method === 'POST' && pathname === '/v1/messages/count_tokens') {
    sendJson(response, 200, { input_tokens: 100 });
  } else if (method === 'GET' && pathname === '/v1/models') {
    sendJson(response, 200, { data: [], has_more: false, first_id: null, last_id: null });
  } else if (method === 'GET' && pathname.startsWith('/v1/models/')) {
    const id = pathname.slice('/v1/models/'.length);
    sendJson(response, 200, { type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' });
  } else {
    const message = `Nothing at ${method} ${pathname}.`;
    sendJson(response, 404, errorBody({ error: 'not_found_error', message }));
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
