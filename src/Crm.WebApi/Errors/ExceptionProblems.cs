using System.Net.Sockets;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Publishing;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Crm.WebApi.Publishing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.WebApi.Errors;

/// <summary>Which problem an exception is.</summary>
internal static class ExceptionProblems
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static Problem Describe(HttpContext context, Exception exception) =>
        exception switch
        {
            ValidationException invalid => Problem.Invalid(invalid.Errors.Select(Fault)),
            NotFoundException => new("not_found"),
            DomainException broken => Broken(broken),
            ProviderException refused => Refused(refused),
            PostRefusedException refused => Unpublishable(refused),
            BadHttpRequestException bad => BadRequests.Describe(context, bad),
            DbUpdateConcurrencyException => new(
                context.Request.Headers.IfMatch.Count > 0 ? "precondition_failed" : "concurrent_change"
            ),
            _ => Database(exception),
        };

    private static (string, string) Fault(FluentValidation.Results.ValidationFailure failure) =>
        (
            string.Join('.', failure.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)),
            MemberTexts.Knows(failure.ErrorCode) ? MemberTexts.Say(failure.ErrorCode) : failure.ErrorMessage
        );

    private static Problem Broken(DomainException broken) =>
        ProblemCatalog.Statuses.ContainsKey(broken.Code)
            ? new(broken.Code)
            {
                Values = broken.Values,
                Detail = OwnReason(broken),
                RetryAfter = broken.Values.FirstOrDefault(value => value.Name == "retryAfter").Value as TimeSpan?,
            }
            : new("internal_error");

    // One code, several causes: what is said is the cause's.
    private static string? OwnReason(DomainException broken) =>
        broken.Values.FirstOrDefault(value => value.Name == "reason").Value is string reason
        && MemberTexts.Knows(reason)
            ? MemberTexts.Say(reason, [.. broken.Values])
            : null;

    private static Problem Refused(ProviderException refused) =>
        ProblemCatalog.Statuses.TryGetValue(refused.Code, out var status)
            ? new(refused.Code)
            {
                Values = [("platform", refused.Platform), ("reason", MemberTexts.OfReason(refused.Reason))],
                RetryAfter = refused.RetryAfter ?? (status is 429 or 503 ? TimeSpan.FromSeconds(60) : null),
            }
            : new("internal_error");

    private static Problem Unpublishable(PostRefusedException refused)
    {
        var faults = refused.Verdicts.SelectMany(
            verdict => verdict.Verdict.Faults,
            (verdict, fault) =>
                (
                    $"{verdict.Platform}.{fault.Member}",
                    PostWords.Say(fault.Code, verdict.Platform, fault.Limit, fault.Actual)
                )
        );
        var platforms = refused
            .Verdicts.Where(verdict => verdict.Verdict.Faults.Count > 0)
            .Select(found => found.Platform);

        return Problem.Invalid(faults) with
        {
            Code = "post_refused",
            Values = [("platform", platforms)],
        };
    }

    private static Problem Database(Exception exception) =>
        Causes(exception).FirstOrDefault(cause => cause is NpgsqlException or SocketException) switch
        {
            // Text that PostgreSQL cannot store slipped through the checks of the request.
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => new("malformed_request"),
            { } cause when DatabaseOutage.IsOutage(cause) => new("unavailable") { RetryAfter = Pause },
            _ => new("internal_error"),
        };

    private static IEnumerable<Exception> Causes(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
