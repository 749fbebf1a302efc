using Crm.Application.Common;
using Crm.Domain.Leads;
using Crm.Infrastructure.Idempotency;
using Crm.Infrastructure.Outbox;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Leads;

/// <summary>
/// One statement that adds lead, submission and event unless the person or the submission is there already; it affects a row if
/// they were added. Its snapshot is taken after the locks of the statement before it were granted.
/// </summary>
internal static class LeadInsert
{
    private const int LeadParameters = 19;
    private const int LeadAndVenuesParameters = 20;
    private const int AllParameters = 40;

    private const string Added = """
        added as (
            insert into leads.lead (tenant_id, id, full_name, email, normalized_email, phone, phone_raw, status, source, owner_id,
                venue_id, tags, custom_fields, first_touch, last_touch, search_text, created_at, updated_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16, $16
        """;

    private const string Stranger = """
         where ($19 or not exists (select from leads.lead where tenant_id = $1 and normalized_email = $5)
            and not exists (select from leads.lead where tenant_id = $1 and phone = $6))
        """;

    // Who is limited to venues meets only the people of these: a stranger of another venue is neither told of nor touched.
    private const string StrangerWithin = """
         where ($19 or not exists (select from leads.lead where tenant_id = $1 and normalized_email = $5 and venue_id = any ($20))
            and not exists (select from leads.lead where tenant_id = $1 and phone = $6 and venue_id = any ($20)))
        """;

    private const string Unknown = """
         and not exists (select from leads.submission where tenant_id = $1 and dedupe_key = $23)
            and not exists (select from leads.tombstone where tenant_id = $1 and mark = any ($38) and erased_at >= $39)
        """;

    private const string Submitted = """
        , submitted as (
            insert into leads.submission (tenant_id, id, lead_id, source, account_id, dedupe_key, external_id, form_id, form_name,
                campaign_id, campaign_name, ad_group_id, ad_group_name, ad_id, ad_name, click_id, answers, is_test,
                submitted_at, received_at, form_version)
            select $1, $21, $2, $9, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $40 from added)
        """;

    private const string Announced = """
         insert into notifications.event (tenant_id, id, type, payload, occurred_at, venue_id)
        select $1, $17, 'lead.created', $18, $16, $11 from added
        """;

    private const string Consented = """
        insert into leads.consent (tenant_id, id, lead_id, submission_id, channel, is_granted, text, language, given_at, address,
            source, recorded_at)
        select tenant_id, $3, lead_id, id, $4, $5, $6, $7, $8, $9, $10, $11 from leads.submission
        where tenant_id = $1 and id = $2
        """;

    // By whether there is a submission, a limit to venues, an answer to keep.
    private static readonly string[] Statements =
    [
        .. Enumerable.Range(0, 8).Select(which => Statement((which & 4) > 0, (which & 2) > 0, (which & 1) > 0)),
    ];

    public static NpgsqlBatchCommand AddTo(NpgsqlBatch batch, Addition addition)
    {
        var (lead, submission, evenIfDuplicate, within, marks, answer) = addition;
        var which = (submission is null ? 0 : 4) + (within is null ? 0 : 2) + (answer is null ? 0 : 1);
        var insert = batch.Add(Statements[which]);
        Bind(insert.Parameters, lead, evenIfDuplicate);
        if (submission is not null || within is not null)
        {
            insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = within ?? [] });
        }

        if (submission is not null)
        {
            Bind(insert.Parameters, submission);
            insert.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = marks ?? [] });
            insert.Parameters.Add(
                new NpgsqlParameter<DateTime>
                {
                    TypedValue = (submission.SubmittedAt ?? submission.ReceivedAt).UtcDateTime,
                }
            );
            insert.Parameters.Add(
                new NpgsqlParameter
                {
                    Value = (object?)submission.FormVersion ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.Integer,
                }
            );
        }

        if (answer is not null)
        {
            Bind(insert.Parameters, answer);
        }

        if (submission is { Consents.Count: > 0 })
        {
            AddConsents(batch, submission);
        }

        return insert;
    }

    // After the statement above, in the same commit: finds the submission when that was added, and only then.
    private static void AddConsents(NpgsqlBatch batch, Submission submission)
    {
        foreach (var given in submission.Consents)
        {
            var consent = Consent.Create(
                submission.TenantId,
                submission.LeadId,
                submission.Id,
                given,
                submission.ReceivedAt
            );
            batch.Add(
                Consented,
                new NpgsqlParameter<Guid> { TypedValue = submission.TenantId.Value },
                new NpgsqlParameter<Guid> { TypedValue = submission.Id },
                new NpgsqlParameter<Guid> { TypedValue = consent.Id },
                Text(consent.Channel),
                new NpgsqlParameter<bool> { TypedValue = consent.IsGranted },
                Text(consent.Text),
                Text(consent.Language),
                new NpgsqlParameter<DateTime> { TypedValue = consent.GivenAt.UtcDateTime },
                Text(consent.Address),
                Text(consent.Source),
                new NpgsqlParameter<DateTime> { TypedValue = consent.RecordedAt.UtcDateTime }
            );
        }
    }

    private static string Statement(bool hasSubmission, bool isWithin, bool hasAnswer)
    {
        var before =
            hasSubmission ? AllParameters
            : isWithin ? LeadAndVenuesParameters
            : LeadParameters;

        var conditions = (isWithin ? StrangerWithin : Stranger) + (hasSubmission ? Unknown : "");

        return string.Concat(
            "with ",
            hasAnswer ? Answered(before, conditions) + Added + " from answered" : Added + conditions,
            " returning 1)",
            hasSubmission ? Submitted : "",
            Announced
        );
    }

    // The answer decides: its key may be taken, and the index that says so costs less than to look beforehand.
    private static string Answered(int before, string conditions) =>
        $"""
            answered as (
                insert into crm.idempotency_record (tenant_id, key_hash, body_hash, status, answer, resource_id, venue_ids, created_at)
                select $1, ${before + 1}, ${before + 2}, ${before + 3}, ${before + 4}, ${before + 5}, ${before + 6}, $16
                {conditions}
                on conflict (tenant_id, key_hash) do update set body_hash = excluded.body_hash, status = excluded.status,
                    answer = excluded.answer, resource_id = excluded.resource_id, venue_ids = excluded.venue_ids,
                    created_at = excluded.created_at
                where idempotency_record.created_at <= ${before + 7}
                returning 1),

            """;

    private static void Bind(NpgsqlParameterCollection to, IdempotencyRecord answer)
    {
        foreach (var value in IdempotencyStore.Values(answer))
        {
            to.Add(value);
        }

        var stale = answer.CreatedAt - IdempotencyStore.KeptFor;
        to.Add(new NpgsqlParameter<DateTime> { TypedValue = stale.UtcDateTime });
    }

    private static void Bind(NpgsqlParameterCollection to, Lead lead, bool evenIfDuplicate)
    {
        var announced = StoredEvent.From(lead.TenantId, lead.Events.Single());
        to.Add(new NpgsqlParameter<Guid> { TypedValue = lead.TenantId.Value });
        to.Add(new NpgsqlParameter<Guid> { TypedValue = lead.Id });
        to.Add(Text(lead.FullName));
        to.Add(Text(lead.Email));
        to.Add(Text(lead.NormalizedEmail));
        to.Add(Text(lead.Phone));
        to.Add(Text(lead.PhoneRaw));
        to.Add(Text(lead.Status));
        to.Add(Text(lead.Source));
        to.Add(Id(lead.OwnerId));
        to.Add(Id(lead.VenueId));
        to.Add(new NpgsqlParameter<string[]> { TypedValue = [.. lead.Tags] });
        to.Add(Json(lead.CustomFields));
        to.Add(Json(lead.FirstTouch is null ? null : JsonColumn.Write(lead.FirstTouch)));
        to.Add(Text(lead.SearchText));
        to.Add(new NpgsqlParameter<DateTime> { TypedValue = lead.CreatedAt.UtcDateTime });
        to.Add(new NpgsqlParameter<Guid> { TypedValue = announced.Id });
        to.Add(Json(announced.Payload));
        to.Add(new NpgsqlParameter<bool> { TypedValue = evenIfDuplicate });
    }

    private static void Bind(NpgsqlParameterCollection to, Submission submission)
    {
        to.Add(new NpgsqlParameter<Guid> { TypedValue = submission.Id });
        to.Add(Id(submission.AccountId));
        to.Add(Text(submission.DedupeKey));
        to.Add(Text(submission.ExternalId));
        to.Add(Text(submission.FormId));
        to.Add(Text(submission.FormName));
        to.Add(Text(submission.CampaignId));
        to.Add(Text(submission.CampaignName));
        to.Add(Text(submission.AdGroupId));
        to.Add(Text(submission.AdGroupName));
        to.Add(Text(submission.AdId));
        to.Add(Text(submission.AdName));
        to.Add(Text(submission.ClickId));
        to.Add(Json(JsonColumn.Write(submission.Answers)));
        to.Add(new NpgsqlParameter<bool> { TypedValue = submission.IsTest });
        to.Add(
            new NpgsqlParameter
            {
                Value = (object?)submission.SubmittedAt?.UtcDateTime ?? DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.TimestampTz,
            }
        );
        to.Add(new NpgsqlParameter<DateTime> { TypedValue = submission.ReceivedAt.UtcDateTime });
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Json(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Id(Guid? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };
}
