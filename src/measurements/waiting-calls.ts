/*
 * Where a program stands when it waits, by the names profilers print: `{method 'recv' of '_socket.socket' objects}`,
 * `select (selectors.py:468)`, `readinto (socket.py:706)`.
 */

const OUTSIDE = [
  /^\{method '(?:recv|recv_into|recvfrom|recvfrom_into|recvmsg|connect|connect_ex|send|sendall|sendto)' of '_?socket\.socket' objects\}/,
  /^\{method '(?:read|write|do_handshake)' of '_ssl\._SSLSocket' objects\}/,
  /^\{method '(?:poll|control|select)' of 'select\.\w{4,10}' objects\}/,
  /^\{built-in method (?:select\.\w{4,8}|time\.sleep|_socket\.(?:getaddrinfo|gethostbyname))\}/,
  /^\{method '(?:execute|executemany|fetchone|fetchall|query)' of '(?:psycopg2|_mysql|MySQLdb|pyodbc|asyncpg|cx_Oracle|oracledb)[\w.]{0,60}' objects\}/,
  /^\{built-in method (?:psycopg2?|_mysql|MySQLdb|pyodbc)[\w.]{0,40}\}/,
  /^(?:recv|recv_into|readinto|sendall|connect|create_connection|getaddrinfo|do_handshake|read|write|send) \([^()]{0,80}(?:socket|ssl)\.py\b/,
  /^(?:select|poll|_poll) \([^()]{0,80}(?:selectors|select)\.py\b/,
  /^(?:wait_for_socket|poll_wait_for_socket|wait_for_read|_wait_for_socket|_read_bytes|_recv_bytes|_read_packet) \(/,
  /^(?:wait|wait_selector|wait_c|wait_select|wait_epoll) \([^()]{0,80}psycopg/,
  /^(?:execute|query|fetchall|fetchone|_execute) \([^()]{0,80}(?:psycopg|asyncpg|pymysql|mysql|pymongo|redis|oracledb|pyodbc|sqlalchemy)/,
  /^(?:receive|read_response|receive_message|_receive_data_on_socket) \(/,
  /^(?:urlopen|getresponse|_read_status|begin) \([^()]{0,80}(?:urllib|http|client)/,
];
const OTHERS = [
  /^\{method '(?:acquire|__enter__)' of '_thread\.\w{1,12}' objects\}/,
  /^\{(?:built-in method|method) '?(?:posix\.waitpid|_thread\.lock|get|wait|posix\.wait4|posix\.read)\b/,
  /^(?:wait|acquire|join|_wait_for_tstate_lock) \([^()]{0,80}threading\.py\b/,
  /^(?:get|put|join) \([^()]{0,80}queue(?:s)?\.py\b/,
  /^_worker \([^()]{0,80}concurrent[/.]futures/,
  /^(?:result|wait) \([^()]{0,80}(?:concurrent|_base\.py|connection\.py)/,
  /^(?:_wait|wait|poll|_try_wait) \([^()]{0,80}(?:subprocess|popen_\w{3,12}|connection)\.py\b/,
  /^accept \([^()]{0,80}socket\.py\b/,
  /^(?:_recv|recv|recv_bytes|_recv_bytes) \([^()]{0,80}multiprocessing/,
];
const MAYBE =
  /^\{(?:built-in method|method) .{0,60}\b(?:open|read|readline|readinto|write|flush|fsync|execute|executemany|commit|fetchall|fetchone|query|request|call|connect|acquire|wait|poll|sleep|run_until_complete)\b/;

/** Waiting for something outside the program: network, disk, a database, the clock. */
export function isWaitForOutside(name: string): boolean {
  return OUTSIDE.some((form) => form.test(name));
}

/** Waiting for another thread or process, or for work: whether that one computes is not to be seen here. */
export function isWaitForOthers(name: string): boolean {
  return !isWaitForOutside(name) && OTHERS.some((form) => form.test(name));
}

/** A native call that may wait or compute. */
export function mayWait(name: string): boolean {
  return !isWaitForOutside(name) && !isWaitForOthers(name) && MAYBE.test(name);
}
