const { FacebookAdsApi, Lead, LeadgenForm, Page } = require("facebook-nodejs-business-sdk");

const { page, form, lead, token } = JSON.parse(process.argv[2]);

async function read() {
  FacebookAdsApi.init(token);
  const forms = await new Page(page).getLeadGenForms(["id", "name", "questions"], { limit: 1 });
  const formIds = forms.map((found) => found.id);
  while (forms.hasNext()) {
    formIds.push(...(await forms.next()).map((found) => found.id));
  }

  const leads = await new LeadgenForm(form).getLeads(["id", "created_time"], { limit: 2 });
  const leadIds = leads.map((found) => found.id);
  while (leads.hasNext()) {
    leadIds.push(...(await leads.next()).map((found) => found.id));
  }

  const one = await new Lead(lead).get(["id", "created_time", "field_data"]);
  return { formIds, leadIds, lead: one._data };
}

read()
  .catch((failure) => ({ refused: failure.message, status: failure.status }))
  .then((answer) => console.log(JSON.stringify(answer)));
