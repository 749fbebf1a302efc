using System.Globalization;
using System.Text.Json;
using Crm.Infrastructure.Audit;

namespace Crm.WebApi.CommandLine;

/// <summary>A chain in one line, which is also what a later run takes as known; and a line for each fault.</summary>
internal static class AuditReportText
{
    public static async Task WriteAsync(AuditReport report, TextWriter output)
    {
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"tenant {report.TenantId}: {report.Events} events, {report.Sealed} sealed, {report.Waiting} waiting, {Head(report.Head)}, {Verdict(report)}"
            )
        );
        foreach (var fault in report.Faults)
        {
            var place = fault.Sequence is { } seq
                ? string.Create(CultureInfo.InvariantCulture, $"sequence {seq}")
                : "no sequence";
            var happened = fault.EventId is { } id ? $"event {id}" : "no event";
            await output.WriteLineAsync(
                $"  {JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.Kind.ToString())}: {place}, {happened}: {fault.Meaning}"
            );
        }
    }

    private static string Head(AuditHead? head) =>
        head is null
            ? "no head"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"head {head.Seq} {Convert.ToHexStringLower(head.Hash)} of {head.SealedAt:yyyy-MM-ddTHH:mm:ssZ}"
            );

    private static string Verdict(AuditReport report) =>
        report.Faults.Count == 0
            ? "whole"
            : string.Create(CultureInfo.InvariantCulture, $"BROKEN ({report.Faults.Count} found)");
}
