using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>Export of a form's leads as CSV: a task to poll, a link that dies, and regions that must be asked for.</summary>
internal sealed class ExportEndpoints(LeadGenState state, BusinessGate gate, LeadIds ids, TimeProvider clock)
{
    private const int LargestPlain = 10 * 1024 * 1024;
    private static readonly string[] FirstColumns = ["lead_id", "created_time", "is_test"];
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(10);

    public async Task<IResult> TaskAsync(HttpContext context)
    {
        var (body, refusal) = await gate.ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        var advertiserId = BusinessGate.Text(body, "advertiser_id");
        var (token, refused) = gate.Enter(context, BusinessScopes.LeadsRetrieval, advertiserId ?? "");
        if (token is null)
        {
            return refused!;
        }

        return BusinessGate.Text(body, "task_id") is { } taskId
            ? Poll(context, taskId, advertiserId!)
            : Start(context, BusinessGate.Text(body, "page_id"), advertiserId!);
    }

    public IResult Download(HttpContext context)
    {
        var advertiserId = BusinessGate.Text(context, "advertiser_id");
        var (token, refusal) = gate.Enter(context, BusinessScopes.LeadsRetrieval, advertiserId ?? "");
        if (token is null)
        {
            return refusal!;
        }

        if (Find(BusinessGate.Text(context, "task_id"), advertiserId!) is not { } task)
        {
            return gate.Refuse(context, BusinessCodes.NotFound, "task_id is missing or unknown");
        }

        return task.Polls < state.ExportPolls
                ? gate.Refuse(context, BusinessCodes.TaskNotReady, "the task is not ready")
            : clock.GetUtcNow() - task.CreatedAt > LinkLife
                ? gate.Refuse(context, BusinessCodes.FileExpired, "the file has expired")
            : File(Csv(task));
    }

    // Above ten megabytes a file is packed; the switch packs any.
    private IResult File(string csv)
    {
        var bytes = Encoding.UTF8.GetBytes(csv);
        if (bytes.Length <= LargestPlain && !state.ExportsAreZipped)
        {
            return Results.Bytes(bytes, "text/csv; charset=utf-8");
        }

        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("leads.csv").Open())
        {
            entry.Write(bytes);
        }

        return Results.Bytes(packed.ToArray(), "application/zip");
    }

    private IResult Start(HttpContext context, string? pageId, string advertiserId)
    {
        if (Advertiser.Find(advertiserId)?.Form(pageId) is not { } form)
        {
            return gate.Refuse(context, BusinessCodes.NotFound, "page_id is missing or not a form of this advertiser");
        }

        var region = context.Request.Headers["x-lead-region"].ToString();
        if (region is not ("" or "eu" or "us"))
        {
            return gate.Refuse(context, BusinessCodes.BadParameter, "x-lead-region is eu or us");
        }

        var task = new ExportTask(
            ids.Next(),
            advertiserId,
            form.PageId,
            region == "" ? "row" : region,
            clock.GetUtcNow()
        );
        state.Exports[task.Id] = task;
        return gate.Ok(new { TaskId = task.Id, Status = "RUNNING" });
    }

    private IResult Poll(HttpContext context, string taskId, string advertiserId)
    {
        if (Find(taskId, advertiserId) is not { } task)
        {
            return gate.Refuse(context, BusinessCodes.NotFound, "task_id is unknown");
        }

        task.Polls++;
        return gate.Ok(new { TaskId = taskId, Status = task.Polls >= state.ExportPolls ? "SUCCEED" : "RUNNING" });
    }

    private ExportTask? Find(string? taskId, string advertiserId) =>
        taskId is not null && state.Exports.TryGetValue(taskId, out var task) && task.AdvertiserId == advertiserId
            ? task
            : null;

    // Ids carry the apostrophe that keeps spreadsheets from rounding them; times are UTC.
    private string Csv(ExportTask task)
    {
        var leads = state
            .Leads.Where(lead =>
                lead.Advertiser.Id == task.AdvertiserId
                && lead.Form.PageId == task.PageId
                && lead.Advertiser.Region == task.Region
            )
            .ToList();
        var questions = leads.SelectMany(lead => lead.Answers).Select(answer => answer.Field).Distinct().ToList();
        var csv = new StringBuilder().AppendJoin(',', FirstColumns.Concat(questions).Select(Quote)).Append("\r\n");
        foreach (var lead in leads)
        {
            var created = lead.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var answers = questions.Select(question =>
                lead.Answers.FirstOrDefault(answer => answer.Field == question)?.Text ?? ""
            );
            csv.AppendJoin(
                    ',',
                    new[] { "'" + lead.Id, created, lead.IsTest ? "true" : "false" }.Concat(answers).Select(Quote)
                )
                .Append("\r\n");
        }

        return csv.ToString();
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
