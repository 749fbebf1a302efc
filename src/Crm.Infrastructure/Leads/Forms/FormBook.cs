using System.Data.Common;
using Crm.Application.Common;
using Crm.Application.Leads.Forms;
using Crm.Domain.Leads.Forms;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Leads.Forms;

internal sealed class FormBook(KeptAnswers kept, IServiceScopeFactory scopes, ITenantContext tenant, TimeProvider time)
    : IFormBook
{
    private const int Attempts = 10;
    private const int MostVersions = 200;
    private const string Kind = "form";

    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);

    public async Task<KnownForm> SeeAsync(SeenForm form, CancellationToken cancellationToken)
    {
        var answered = form.Questions.Select(question => question.Key).ToList();
        if (
            kept.Find(KeyOf(form.AccountId, form.FormId)) is Known known
            && known.Versions.FirstOrDefault(version => version.Explains(answered)) is { } version
        )
        {
            return new(version.Number, version.Questions, known.Mapping);
        }

        return await StoreAsync(form, versions => versions.Find(one => one.Explains(answered)), cancellationToken);
    }

    public Task<KnownForm> RecordAsync(SeenForm form, CancellationToken cancellationToken)
    {
        var hash = FormVersion.HashOf(form.Questions);

        return StoreAsync(
            form,
            versions => versions.Find(version => version.Hash.AsSpan().SequenceEqual(hash)),
            cancellationToken
        );
    }

    public void Forget(Guid accountId, string formId) => kept.Keep(KeyOf(accountId, formId), Known.Nothing);

    private async Task<KnownForm> StoreAsync(
        SeenForm seen,
        Func<List<FormVersion>, FormVersion?> find,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenant.TenantId);
            var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
            try
            {
                return await StoreOnceAsync(db, seen, find, cancellationToken);
            }
            catch (DbUpdateException exception)
                when (attempt < Attempts
                    && exception
                        is DbUpdateConcurrencyException
                            or { InnerException: DbException { SqlState: "23505" } }
                )
            {
                // Found or changed by another at the same moment.
            }
        }
    }

    private async Task<KnownForm> StoreOnceAsync(
        CrmDbContext db,
        SeenForm seen,
        Func<List<FormVersion>, FormVersion?> find,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var form = await db.Forms.SingleOrDefaultAsync(
            row => row.AccountId == seen.AccountId && row.FormId == seen.FormId,
            cancellationToken
        );
        if (form is null)
        {
            form = Form.Create(tenant.TenantId, seen.AccountId, seen.FormId, seen.Source, now);
            form.See(seen.Name, seen.Status, now);
            db.Forms.Add(form);
        }

        var versions = await db
            .FormVersions.Where(version => version.AccountId == seen.AccountId && version.FormId == seen.FormId)
            .OrderByDescending(version => version.Number)
            .Take(MostVersions)
            .ToListAsync(cancellationToken);
        var found = find(versions);
        if (found is null)
        {
            found = FormVersion.Create(form, (versions.Count > 0 ? versions[0].Number : 0) + 1, seen.Questions, now);
            versions.Insert(0, found);
            db.FormVersions.Add(found);
            form.ChangeQuestions(found);
        }

        found.Describe(seen.Questions);
        if (now - form.LastSeenAt >= SeenEvery || (seen.Status is not null && seen.Status != form.Status))
        {
            form.See(seen.Name, seen.Status, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        kept.Keep(KeyOf(seen.AccountId, seen.FormId), new Known(versions, form.Mapping));

        return new(found.Number, found.Questions, form.Mapping);
    }

    private (Domain.Common.TenantId, string, string) KeyOf(Guid accountId, string formId) =>
        (tenant.TenantId, Kind, $"{accountId}/{formId}");

    private sealed record Known(IReadOnlyList<FormVersion> Versions, FieldMapping? Mapping)
    {
        public static readonly Known Nothing = new([], Mapping: null);
    }
}
