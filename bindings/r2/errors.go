package r2

import (
	"errors"
	"fmt"
	"net/http"
)

// The platform's codes.
const (
	codeInternal       = 10001
	codeBucketName     = 10005
	codeNoKey          = 10007
	codeTooSmall       = 10011
	codeMetadata       = 10012
	codeIncomplete     = 10013
	codeObjectName     = 10020
	codeMaxKeys        = 10022
	codeNoUpload       = 10024
	codeInvalidPart    = 10025
	codeArgument       = 10029
	codePrecondition   = 10031
	codeBadDigest      = 10037
	codeRange          = 10039
	codeBadUpload      = 10048
	codeStorageClass   = 10062
	codeTooLarge       = 100100
	statusNotSatisfied = http.StatusPreconditionFailed
)

// An Error is a refusal of the platform's. Its text ends with the code; a script
// sees it after the name of the operation.
type Error struct {
	Code   int
	Reason string
	Status int // of HTTP
}

func (e *Error) Error() string { return fmt.Sprintf("%s (%d)", e.Reason, e.Code) }

func refuse(status, code int, format string, args ...any) error {
	return &Error{Code: code, Reason: fmt.Sprintf(format, args...), Status: status}
}

var (
	errObjectName  = refuse(http.StatusBadRequest, codeObjectName, "The specified object name is not valid.")
	errNoKey       = refuse(http.StatusNotFound, codeNoKey, "The specified key does not exist.")
	errMetadata    = refuse(http.StatusBadRequest, codeMetadata, "Your metadata headers exceed the maximum allowed metadata size.")
	errTooLarge    = refuse(http.StatusBadRequest, codeTooLarge, "Your proposed upload exceeds the maximum allowed object size.")
	errTooSmall    = refuse(http.StatusBadRequest, codeTooSmall, "Your proposed upload is smaller than the minimum allowed object size.")
	errMaxKeys     = refuse(http.StatusBadRequest, codeMaxKeys, "MaxKeys params must be positive integer <= 1000.")
	errNoUpload    = refuse(http.StatusNotFound, codeNoUpload, "The specified multipart upload does not exist.")
	errInvalidPart = refuse(http.StatusBadRequest, codeInvalidPart, "One or more of the specified parts could not be found.")
	errUnequal     = refuse(http.StatusBadRequest, codeBadUpload, "All non-trailing parts must have the same length.")
	errInternal    = refuse(http.StatusInternalServerError, codeInternal, "We encountered an internal error. Please try again.")
	errRange       = refuse(http.StatusRequestedRangeNotSatisfiable, codeRange, "The requested range is not satisfiable")
	errPrecond     = refuse(statusNotSatisfied, codePrecondition, "At least one of the pre-conditions you specified did not hold.")
	errIncomplete  = refuse(http.StatusBadRequest, codeIncomplete, "You did not provide the number of bytes specified by the Content-Length HTTP header.")
	errSecret      = refuse(http.StatusBadRequest, codeArgument, "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.")
	errCursor      = refuse(http.StatusBadRequest, codeArgument, "The specified cursor is not valid.")
)

// named gives an error the form in which a script gets it: after the operation,
// and with the platform's code for what is no refusal.
func named(op string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return fmt.Errorf("%s: %w", op, e)
	}
	return fmt.Errorf("%s: We encountered an internal error. Please try again. %w (%d)", op, err, codeInternal)
}

// HTTPStatus is the status that the platform's HTTP API gives the refusal.
func (e *Error) HTTPStatus() int { return e.Status }

// PlatformCode returns the code and what it means apart.
func (e *Error) PlatformCode() (int, string) { return e.Code, e.Reason }

// ErrNoKey says that there is no such object, to those for whom that is an error.
var ErrNoKey = errNoKey
