package parser

import "github.com/redraft/redraft/model/diag"

// The codes of the findings that the parser makes.
const (
	codeSyntax             diag.Code = "syntax"
	codeUnknownStatement   diag.Code = "unknown-statement"
	codeNotInRedshift      diag.Code = "not-in-redshift"
	codeUnterminated       diag.Code = "unterminated"
	codeTooManyErrors      diag.Code = "too-many-errors"
	codeNotUTF8            diag.Code = "not-utf8"
	codeNulByte            diag.Code = "nul-byte"
	codeFileTooLarge       diag.Code = "file-too-large"
	codeTemplateMark       diag.Code = "template-mark"
	codePsqlMeta           diag.Code = "psql-meta-command"
	codeUnknownPlaceholder diag.Code = "unknown-placeholder"
	codeUnknownDirective   diag.Code = "unknown-directive"
	codeMisplacedDirective diag.Code = "misplaced-directive"
	codeNameTooLong        diag.Code = "name-too-long"
	codeReservedWord       diag.Code = "reserved-word"
	codeUnknownType        diag.Code = "unknown-type"
	codeInvalidType        diag.Code = "invalid-type"
)
