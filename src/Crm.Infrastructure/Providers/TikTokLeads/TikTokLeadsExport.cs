using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>One export: ordered, asked for until it is ready, fetched before its link dies.</summary>
internal sealed class TikTokLeadsExport(ITikTokLeadsApi api, ITikTokLeadFilesApi files, TikTokLeadsOptions options)
{
    private const string Ready = "SUCCEED";
    private const string Failed = "FAILED";
    private const int NotReady = 40201;
    private const int LargestFile = 256 * 1024 * 1024;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <param name="region">Null: the rest of the world.</param>
    public async Task<byte[]> ReadAsync(
        string token,
        string advertiser,
        string formId,
        string? region,
        CancellationToken cancellationToken
    )
    {
        var order = new LeadExportOrder(advertiser, formId, TaskId: null);
        var task = await AskAsync(token, region, order, cancellationToken);
        if (task is null || JsonText.Of(task.TaskId) is not { Length: > 0 } taskId)
        {
            throw CallTrouble.Unavailable(TikTokLeadsProvider.Key, cause: null);
        }

        await UntilReadyAsync(token, region, order with { TaskId = taskId }, task.Status, cancellationToken);

        return Unpacked(await DownloadAsync(token, region, advertiser, taskId, cancellationToken));
    }

    // By real time, whatever the business clock says: another machine does the work meanwhile.
    private async Task UntilReadyAsync(
        string token,
        string? region,
        LeadExportOrder order,
        string? status,
        CancellationToken cancellationToken
    )
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var pause = FirstPause; status != Ready; pause = Longer(pause))
        {
            if (status == Failed || TimeProvider.System.GetElapsedTime(began) + pause > options.ExportPatience)
            {
                throw new ProviderException(
                    "provider_unavailable",
                    TikTokLeadsProvider.Key,
                    status == Failed ? "export_failed" : "export_not_ready",
                    LongestPause
                );
            }

            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            status = (await AskAsync(token, region, order, cancellationToken))?.Status;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <returns>Null: not ready.</returns>
    private async Task<LeadExport?> AskAsync(
        string token,
        string? region,
        LeadExportOrder order,
        CancellationToken cancellationToken
    )
    {
        var (answer, status) = await CallTrouble.ReadAsync(
            TikTokLeadsProvider.Key,
            () => api.ExportAsync(token, region, order, cancellationToken),
            cancellationToken
        );

        return answer.Code == NotReady && order.TaskId is not null ? null : TikTokLeadsFailures.Unwrap(answer, status);
    }

    private async Task<byte[]> DownloadAsync(
        string token,
        string? region,
        string advertiser,
        string taskId,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var message = await files.DownloadAsync(token, region, advertiser, taskId, cancellationToken);
            var bytes = await message.Content.ReadAsByteArrayAsync(cancellationToken);
            if (message.StatusCode is HttpStatusCode.OK && bytes.Length > 0 && !IsNoFile(bytes))
            {
                return bytes;
            }

            var answer =
                bytes.Length > 0 && bytes[0] == (byte)'{'
                    ? JsonSerializer.Deserialize(bytes, TikTokLeadsJson.Default.TikTokLeadsAnswerNullableJsonElement)
                    : null;
            throw TikTokLeadsFailures.Describe(
                answer ?? new TikTokLeadsAnswer<JsonElement?>(null, null, null, null),
                message.StatusCode
            );
        }
        catch (Exception exception) when (CallTrouble.IsTrouble(exception, cancellationToken))
        {
            throw CallTrouble.Unavailable(TikTokLeadsProvider.Key, exception);
        }
    }

    /// <summary>A refusal, or the page of somebody in between.</summary>
    private static bool IsNoFile(byte[] bytes) => bytes[0] is (byte)'{' or (byte)'<';

    /// <summary>Above ten megabytes it is a zip.</summary>
    private static byte[] Unpacked(byte[] file)
    {
        if (file.Length < 4 || !file.AsSpan(0, 4).SequenceEqual("PK\u0003\u0004"u8))
        {
            return file;
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            using var csv = new MemoryStream();
            var parts = zip
                .Entries.Where(entry => entry.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (parts.Count != 1)
            {
                // One is what has been seen; with another left out the days would pass for whole.
                throw new InvalidDataException("Not one file.");
            }

            using var part = parts[0].Open();
            Copy(part, csv);

            return csv.ToArray();
        }
        catch (InvalidDataException exception)
        {
            throw CallTrouble.Unavailable(
                TikTokLeadsProvider.Key,
                new JsonException("The file is cut off.", exception)
            );
        }
    }

    /// <summary>What a zip says of its own size is not believed.</summary>
    private static void Copy(Stream from, MemoryStream to)
    {
        var buffer = new byte[81_920];
        for (int read; (read = from.Read(buffer)) > 0; )
        {
            if (to.Length + read > LargestFile)
            {
                throw new InvalidDataException("The file is larger than any export.");
            }

            to.Write(buffer, 0, read);
        }
    }
}
