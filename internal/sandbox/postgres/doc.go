// Package postgres starts and stops a real PostgreSQL for the sandbox and for tests.
//
// It owns where the programs are found, the user they run as, the folder of the data and the life of the process. The
// server listens on a Unix socket in a folder that only its user can enter and on no port, so several run at once and
// nobody else on the machine reaches them. It never knows anything of Redshift.
//
// A server never outlives the process that started it: a shell holds the reading end of a pipe and stops the server when
// the writing end closes, which the kernel does even after kill -9.
package postgres
